package io.plimsoll.compression.reduce.code;

import java.util.regex.Pattern;

/** Tells by what stands before a brace whether a function's body begins there. */
final class Headers {

    /** What else has brackets before its brace: its blocks are looked into. */
    private static final Pattern CONTROL = Pattern.compile(
            "(?s)\\s*(?:\\}\\s*)?(?:if|else|for|while|switch|try|catch|finally|do|with|match|loop|unsafe|select|synchronized"
                    + "|return|using)\\b.*");

    private static final Pattern JAVA_TYPE = Pattern.compile(
            "\\b(?:class|interface|enum|record)\\s+\\w+|\\bnew\\s+[\\w.<>, ]+\\s*\\([^{}]{0,200}\\)\\s*$");
    /** Types of C may have macros and attributes with brackets before their name, and name their bases behind it. */
    private static final Pattern C_TYPE =
            Pattern.compile("\\bnamespace\\b|\\b(?:class|struct|union|enum|extern)\\b[^()]*$"
                    + "|\\b(?:class|struct|union|enum)\\s+(?:alignas|__\\w+|[A-Z_][A-Z_0-9]*)\\s*\\([^{}]*\\)\\s*\\w+[^()]*$"
                    + "|\\b(?:class|struct|union)\\s+\\w+(?:\\s+final)?\\s*:(?!:)");

    private static final Pattern SCRIPT_TYPE = Pattern.compile(
            "^\\s*(?:export\\s+|default\\s+|declare\\s+|abstract\\s+)*(?:class|interface|enum|namespace|module)\\b");
    /** Suites of tests: what they hold is named, and the names are worth to be seen. */
    private static final Pattern SUITE = Pattern.compile("^\\s*(?:describe|context|suite)\\b[\\w.]*\\s*\\(");

    private static final Pattern SCRIPT_FUNCTION =
            Pattern.compile("=>\\s*$|\\bfunction\\b[^{}]*$|\\)\\s*(?::[^{}=]{1,200})?$");
    private static final Pattern GO_FUNCTION = Pattern.compile("\\bfunc\\b");
    private static final Pattern RUST_FUNCTION = Pattern.compile("\\bfn\\s+\\w+");

    private Headers() {}

    /** Whether {@code header}, bare code up to a brace, is that of a function, method or constructor. */
    static boolean isFunction(String header, Language language) {
        if (CONTROL.matcher(header).matches()) {
            return false;
        }
        return switch (language) {
            case JAVA -> header.contains("(") && !JAVA_TYPE.matcher(header).find();
            case JAVASCRIPT ->
                !SCRIPT_TYPE.matcher(header).find()
                        && !SUITE.matcher(header).find()
                        && SCRIPT_FUNCTION.matcher(header).find();
            case GO -> GO_FUNCTION.matcher(header).find();
            case RUST -> RUST_FUNCTION.matcher(header).find();
            case C ->
                header.contains("(")
                        && header.contains(")")
                        && !C_TYPE.matcher(header).find();
            case PYTHON -> false;
        };
    }
}
