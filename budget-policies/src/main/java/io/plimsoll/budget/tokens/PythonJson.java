package io.plimsoll.budget.tokens;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as Python's {@code json.dumps(value, ensure_ascii=False)} writes it, which is what engines put into a prompt for
 * {@code tojson}: {@code ", "} and {@code ": "} between items, key order kept, non-ASCII kept.
 */
final class PythonJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final @Nullable String indent;
    private final StringBuilder out = new StringBuilder();

    private PythonJson(@Nullable String indent) {
        this.indent = indent;
    }

    /**
     * Reads JSON into maps, lists, strings, numbers, booleans and null.
     *
     * @throws tools.jackson.core.JacksonException if {@code json} is not JSON
     */
    static @Nullable Object read(String json) {
        return MAPPER.readValue(json, Object.class);
    }

    /** Writes {@code value} on one line. */
    static String write(@Nullable Object value) {
        return new PythonJson(null).text(value);
    }

    /** Writes {@code value} with one line for each item, {@code spaces} more of them for each level. */
    static String writeIndented(@Nullable Object value, int spaces) {
        return new PythonJson(" ".repeat(spaces)).text(value);
    }

    private String text(@Nullable Object value) {
        append(value, 0);
        return out.toString();
    }

    private void append(@Nullable Object value, int depth) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> appendMap(map, depth);
            case List<?> list -> appendList(list, depth);
            case Double number -> out.append(floatText(number));
            case Number number -> out.append(number);
            case Boolean flag -> out.append(flag);
            default -> appendString(value.toString());
        }
    }

    private void appendMap(Map<?, ?> map, int depth) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        for (boolean first = true; entries.hasNext(); first = false) {
            Map.Entry<?, ?> entry = entries.next();
            separate(first, depth + 1);
            appendString(String.valueOf(entry.getKey()));
            out.append(": ");
            append(entry.getValue(), depth + 1);
        }
        close(map.isEmpty(), depth, '}');
    }

    private void appendList(List<?> list, int depth) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            separate(i == 0, depth + 1);
            append(list.get(i), depth + 1);
        }
        close(list.isEmpty(), depth, ']');
    }

    private void separate(boolean first, int depth) {
        if (!first) {
            out.append(indent == null ? ", " : ",");
        }
        breakLine(depth);
    }

    private void close(boolean empty, int depth, char bracket) {
        if (!empty) {
            breakLine(depth);
        }
        out.append(bracket);
    }

    private void breakLine(int depth) {
        if (indent != null) {
            out.append('\n').append(indent.repeat(depth));
        }
    }

    private void appendString(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /* Python's repr: the shortest digits that give the number back, as Java has them too, but another notation. */
    private static String floatText(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return 1 / value > 0 ? "0.0" : "-0.0";
        }
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            return digits.setScale(Math.max(1, digits.scale())).toPlainString();
        }
        String mantissa =
                digits.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString();
        return mantissa + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
