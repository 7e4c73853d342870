package io.plimsoll.budget.tokens;

import java.util.List;

/**
 * Texts on which tokenizers that are almost the same differ: a fast tokenizer is used for a vocabulary only if it counts
 * all of them as the reference does.
 */
final class AwkwardTexts {

    /** Long enough to overflow the stack of an expression that recurses, and to show a quadratic merge. */
    private static final int LONG = 100_000;

    private AwkwardTexts() {}

    static List<String> all() {
        return List.of(
                "",
                " ",
                "  \n \n\n  \t x",
                "a  b   c    d",
                "\r\n\r\n  \r\n\tif (x) {\r\n\t\treturn;\r\n\t}\r\n",
                " \u00A0\u2003\u3000\u200B\u0085\u2028x\u2029 y",
                "Don't we'll THEY'RE I'm it's you'd I'VE can't 'tis 'S 'LL \u2019s '\u017F",
                "0 12 345 6789 1234567890 3.14159 1,000,000 0x7fFF 1e-9 \u0663\u0664 \u2167 \u00BD x2y3",
                "HelloWorld helloWorld XMLHttpRequest snake_case_name kebab-case __init__",
                "na\u00EFve cafe\u0301 \u212B \u1E9B\u0323 \uFB01 Stra\u00DFe \u0130stanbul \u01C5",
                "\u4F60\u597D\uFF0C\u4E16\u754C\u3002\u3053\u3093\u306B\u3061\u306F \uC548\uB155 \u1112\u1161\u11AB"
                        + " \u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35 \u0928\u092E\u0938\u094D\u0924\u0947"
                        + " \u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 \u041F\u0440\u0438\u0432\u0435\u0442",
                "\uD83D\uDE00\uD83D\uDC69\u200D\uD83D\uDCBB\uD83C\uDDE9\uD83C\uDDEA\u2764\uFE0F \uD83E\uDD26\uD83C\uDFFD"
                        + " \uD840\uDC00 \uD835\uDC00",
                "\u0000\u0001\u001F\u007F\u0080\u00AD\uFEFF\uFFFD\uFFFF",
                "{\"name\": \"read_file\", \"arguments\": {\"path\": \"/a/b.c\", \"n\": [1, 2.50, null, true]}}\n",
                "{\"a\":{\"b\":[{\"c\":\"d\\n\\\"e\\\"\"}]}}",
                "def f(x: int) -> str:\n    return f\"{x!r:>10}\"  # done\n\n\nclass A(B):\n\tpass\n",
                "https://example.org/a?b=c&d=%20e#f user@example.org C:\\Users\\x ~/.ssh /* */ <!-- --> </p>",
                "a1B2c3D4e5F6 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "!!!???...---===***###@@@///\\\\\\|||   ))) ((( ::: ;;;\n\n\n////\n",
                "<|im_start|>user\nhi<|im_end|>\n<|endoftext|><|eot_id|></s><think></think><tool_call>[INST] <|im_end",
                "tail space ",
                "tail break\n",
                "\n\n\nhead",
                "  \u0301x \u0301",
                "abcabcabcababababaaaaabbbbbaaab",
                " ".repeat(300) + "x",
                "\n".repeat(300) + "x\n",
                "a".repeat(LONG),
                "A".repeat(LONG),
                " ".repeat(LONG),
                "\r\n".repeat(LONG / 2),
                "7".repeat(LONG),
                "=".repeat(LONG),
                "\u4E2D".repeat(LONG / 3),
                "aB".repeat(LONG / 2),
                "e\u0301".repeat(LONG / 3),
                "x y ".repeat(LONG / 4));
    }
}
