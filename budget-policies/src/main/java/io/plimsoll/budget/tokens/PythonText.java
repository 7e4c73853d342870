package io.plimsoll.budget.tokens;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Python's {@code str} writes them, where Java's {@code toString} differs. */
final class PythonText {

    private PythonText() {}

    /** {@code str(value)}. */
    static String of(@Nullable Object value) {
        return value instanceof CharSequence || value instanceof Character ? value.toString() : literal(value);
    }

    private static String literal(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean flag -> flag ? "True" : "False";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> literal(entry.getKey()) + ": " + literal(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(PythonText::literal).collect(Collectors.joining(", ", "[", "]"));
            case Number number -> PythonJson.write(number);
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return escaped.contains("'") && !escaped.contains("\"")
                ? '"' + escaped + '"'
                : "'" + escaped.replace("'", "\\'") + "'";
    }
}
