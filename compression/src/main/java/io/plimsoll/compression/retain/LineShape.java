package io.plimsoll.compression.retain;

import java.util.Set;

/**
 * What a line of code does, told from its first words, in any of the usual languages.
 *
 * @param defined the name that it defines; empty for none
 * @param isImport whether it names what it uses of elsewhere
 */
record LineShape(String defined, boolean isImport) {

    private static final LineShape PLAIN = new LineShape("", false);

    private static final Set<String> DEFINING = Set.of(
            "class",
            "def",
            "enum",
            "fn",
            "func",
            "function",
            "interface",
            "macro",
            "module",
            "namespace",
            "record",
            "struct",
            "trait",
            "type",
            "union");
    private static final Set<String> MODIFIERS = Set.of(
            "abstract",
            "async",
            "data",
            "declare",
            "default",
            "export",
            "extern",
            "final",
            "inline",
            "internal",
            "open",
            "override",
            "private",
            "protected",
            "pub",
            "public",
            "readonly",
            "sealed",
            "static",
            "unsafe",
            "virtual");
    private static final Set<String> BINDING = Set.of("const", "let", "var", "val");
    private static final Set<String> IMPORTING =
            Set.of("import", "from", "use", "require", "#include", "include", "using");
    private static final Set<String> STATEMENTS = Set.of(
            "if", "for", "while", "switch", "catch", "return", "else", "do", "try", "with", "elif", "throw", "new");
    /** Further in nothing is defined, and a line may be long. */
    private static final int LOOKED_AT = 240;

    static LineShape of(String line) {
        String code = withoutNumber(line);
        boolean exported = false;
        boolean modified = false;
        int at = 0;
        while (at < code.length()) {
            String word = wordAt(code, at);
            int behind = behindSpace(code, at + word.length());
            if (DEFINING.contains(word)) {
                return new LineShape(wordAt(code, behindStar(code, behind)), false);
            }
            if (BINDING.contains(word) && exported) {
                return new LineShape(wordAt(code, behind), false);
            }
            if (!modified && IMPORTING.contains(word)) {
                return new LineShape("", true);
            }
            if (!MODIFIERS.contains(word)) {
                return STATEMENTS.contains(word) ? PLAIN : method(code, at);
            }
            exported |= word.equals("export");
            modified = true;
            at = behindRestriction(code, behind);
        }
        return PLAIN;
    }

    /** Tools number the lines that they print: {@code 12:}, {@code 12|}, {@code 12\t}. */
    private static String withoutNumber(String line) {
        int at = 0;
        while (at < line.length() && Character.isDigit(line.charAt(at))) {
            at++;
        }
        boolean numbered = at > 0 && at < line.length() && ":|\t→".indexOf(line.charAt(at)) >= 0;
        String code = numbered ? line.substring(at + 1).stripLeading() : line;
        return code.length() > LOOKED_AT ? code.substring(0, LOOKED_AT) : code;
    }

    /** A name, brackets with arguments, and an opening brace at the line's end. */
    private static LineShape method(String code, int from) {
        int bracket = code.indexOf('(', from);
        if (bracket <= from || !code.endsWith("{")) {
            return PLAIN;
        }
        int start = bracket;
        while (start > from && isWordCharacter(code.charAt(start - 1))) {
            start--;
        }
        String name = code.substring(start, bracket);
        boolean called = start > from && !Character.isWhitespace(code.charAt(start - 1));
        boolean assigned = code.substring(from, start).indexOf('=') >= 0;
        return name.isEmpty() || called || assigned || STATEMENTS.contains(name) ? PLAIN : new LineShape(name, false);
    }

    private static String wordAt(String code, int at) {
        int end = at;
        if (end < code.length() && code.charAt(end) == '#') {
            end++;
        }
        while (end < code.length() && isWordCharacter(code.charAt(end))) {
            end++;
        }
        return code.substring(Math.min(at, code.length()), end);
    }

    private static int behindSpace(String code, int at) {
        int behind = at;
        while (behind < code.length() && Character.isWhitespace(code.charAt(behind))) {
            behind++;
        }
        return behind;
    }

    /** Rust says in brackets to whom something is public. */
    private static int behindRestriction(String code, int at) {
        int end = at < code.length() && code.charAt(at) == '(' ? code.indexOf(')', at) : -1;
        return end < 0 ? at : behindSpace(code, end + 1);
    }

    private static int behindStar(String code, int at) {
        return at < code.length() && code.charAt(at) == '*' ? behindSpace(code, at + 1) : at;
    }

    private static boolean isWordCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
