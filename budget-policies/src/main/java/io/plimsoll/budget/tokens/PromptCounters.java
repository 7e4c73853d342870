package io.plimsoll.budget.tokens;

import java.nio.file.Path;
import java.util.List;

public final class PromptCounters {
    public static PromptCounter load(String spec, Path base) {
        return chatMl(TextTokenizers.of(spec, base));
    }

    public static PromptCounter chatMl(TextTokenizer t) {
        return new PromptCounter() {
            public int head(String s, List<String> tools) {
                return s.isEmpty() && tools.isEmpty()
                        ? 0
                        : t.count("<|im_start|>system\n" + s
                                + (tools.isEmpty()
                                        ? ""
                                        : "\n\n# Tools\n\n<tools>\n" + String.join("\n", tools) + "\n</tools>")
                                + "<|im_end|>\n");
            }

            public int message(PromptMessage m) {
                StringBuilder b = new StringBuilder();
                for (var c : m.calls())
                    b.append("\n<tool_call>\n{\"name\": \"" + c.name() + "\", \"arguments\": " + c.arguments()
                            + "}\n</tool_call>");
                return t.count("<|im_start|>" + m.role() + "\n" + m.reasoning() + m.text() + b + "<|im_end|>\n");
            }

            public int generationPrompt() {
                return 3;
            }

            public int text(String s) {
                return t.count(s);
            }
        };
    }
}
