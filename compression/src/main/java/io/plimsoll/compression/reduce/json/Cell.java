package io.plimsoll.compression.reduce.json;

import java.util.regex.Pattern;

/**
 * How a value stands in a table: as JSON, but a string without quotes where nothing could be mistaken. An empty cell is a
 * value that is not there.
 */
final class Cell {

    private static final Pattern NUMBER = Pattern.compile("-?\\d++(?:\\.\\d++)?+(?:[eE][-+]?\\d++)?+");
    /** Keys that need no quotes. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$@][\\p{L}\\p{N}_$@.-]*+");

    private Cell() {}

    /** Appends {@code value} as a cell of a row. */
    static void write(Json value, StringBuilder out) {
        if (value instanceof Json.Text text && isBare(text.value())) {
            out.append(text.value());
        } else {
            value.write(out);
        }
    }

    /** Appends {@code value} as a constant of a header. */
    static void writeConstant(Json value, StringBuilder out) {
        if (value instanceof Json.Text text && NAME.matcher(text.value()).matches() && isBare(text.value())) {
            out.append(text.value());
        } else {
            value.write(out);
        }
    }

    /** Appends {@code key} as a column's name. */
    static void writeKey(String key, StringBuilder out) {
        if (NAME.matcher(key).matches()) {
            out.append(key);
        } else {
            Json.quote(key, out);
        }
    }

    /** What a cell without quotes or brackets says; not empty. */
    static Json ofBare(String cell) {
        return isLiteral(cell) ? new Json.Literal(cell) : new Json.Text(cell);
    }

    private static boolean isBare(String text) {
        if (text.isEmpty() || text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ' || isLiteral(text)) {
            return false;
        }
        char first = text.charAt(0);
        if (first == '"' || first == '[' || first == '{') {
            return false;
        }
        return text.chars().allMatch(c -> c != ',' && c >= ' ' && c != '\u2028' && c != '\u2029' && c != '\u0085');
    }

    private static boolean isLiteral(String cell) {
        return switch (cell) {
            case "true", "false", "null" -> true;
            default -> NUMBER.matcher(cell).matches();
        };
    }
}
