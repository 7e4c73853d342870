package io.plimsoll.gateway.surface;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.gateway.stream.ByteSpan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Changes one field of an object whose other bytes stay as they are. */
final class JsonObjectField {

    private JsonObjectField() {}

    /**
     * The object with the field: in the place of one of that name, else at the end.
     *
     * @param bytes where it stands, from {@code from} to {@code to}
     * @param value JSON
     * @throws tools.jackson.core.JacksonException if it is no JSON
     * @throws IllegalArgumentException if it is JSON of another kind
     */
    static byte[] put(byte[] bytes, int from, int to, String name, String value) {
        ByteRange place = null;
        boolean empty = true;
        int end;
        try (JsonParser parser = Json.MAPPER.createParser(bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("json: no object (expected: one)");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                empty = false;
                boolean wanted = parser.currentName().equals(name);
                parser.nextToken();
                ByteRange found = RequestOutline.whole(parser);
                place = wanted ? found : place;
            }
            end = Math.toIntExact(parser.currentLocation().getByteOffset()) - 1;
        }
        String field = (empty ? "\"" : ",\"") + name + "\":" + value;
        return place == null
                ? spliced(bytes, from, to, new ByteRange(end, end), field)
                : spliced(bytes, from, to, place, value);
    }

    /** {@link #put(byte[], int, int, String, String)} for a span. */
    static ByteSpan put(ByteSpan object, String name, String value) {
        byte[] put = put(object.bytes(), object.from(), object.to(), name, value);
        return new ByteSpan(put, 0, put.length);
    }

    /**
     * The object with a field put into the object that one of its fields holds.
     *
     * @param outer the field that holds the inner object
     * @return {@code object} itself where there is no such inner object
     * @throws tools.jackson.core.JacksonException if it is no JSON
     */
    static ByteSpan putInto(ByteSpan object, String outer, String name, String value) {
        ByteRange inner = find(object.bytes(), object.from(), object.to(), outer);
        if (inner == null || object.bytes()[object.from() + inner.start()] != '{') {
            return object;
        }
        byte[] put = put(object.bytes(), object.from() + inner.start(), object.from() + inner.end(), name, value);
        byte[] whole =
                spliced(object.bytes(), object.from(), object.to(), inner, new String(put, StandardCharsets.UTF_8));
        return new ByteSpan(whole, 0, whole.length);
    }

    /**
     * The object with one element more at the head of an array; as it was where the field holds none.
     *
     * @param bytes where it stands, from {@code from} to {@code to}
     * @param value JSON
     * @throws tools.jackson.core.JacksonException if it is no JSON
     */
    static byte[] putFirst(byte[] bytes, int from, int to, String name, String value) {
        ByteRange array = find(bytes, from, to, name);
        if (array == null || bytes[from + array.start()] != '[') {
            return Arrays.copyOfRange(bytes, from, to);
        }
        int first = array.start() + 1;
        boolean empty = Json.MAPPER
                .readTree(bytes, from + array.start(), array.length())
                .isEmpty();
        return spliced(bytes, from, to, new ByteRange(first, first), empty ? value : value + ",");
    }

    /**
     * The object with a whole number that is greater by one; as it was where the field holds none.
     *
     * @param bytes where it stands, from {@code from} to {@code to}
     * @throws tools.jackson.core.JacksonException if it is no JSON
     */
    static byte[] increment(byte[] bytes, int from, int to, String name) {
        ByteRange number = find(bytes, from, to, name);
        JsonNode value = number == null
                ? Json.MAPPER.nullNode()
                : Json.MAPPER.readTree(bytes, from + number.start(), number.length());
        return number == null || !value.isInt()
                ? Arrays.copyOfRange(bytes, from, to)
                : spliced(bytes, from, to, number, Integer.toString(value.asInt() + 1));
    }

    /** {@link #stringOf(byte[], int, int, String)} for a span. */
    static @Nullable String stringOf(ByteSpan object, String name) {
        return stringOf(object.bytes(), object.from(), object.to(), name);
    }

    /** The string value of a field of an object; null where there is none or the bytes are no object. */
    static @Nullable String stringOf(byte[] bytes, int from, int to, String name) {
        try (JsonParser parser = Json.MAPPER.createParser(bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = parser.currentName().equals(name);
                JsonToken token = parser.nextToken();
                if (wanted) {
                    return token == JsonToken.VALUE_STRING ? parser.getString() : null;
                }
                parser.skipChildren();
            }
            return null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** The value of a field, from the object's start; of duplicate keys the last one counts. */
    private static @Nullable ByteRange find(byte[] bytes, int from, int to, String name) {
        ByteRange found = null;
        try (JsonParser parser = Json.MAPPER.createParser(bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = parser.currentName().equals(name);
                parser.nextToken();
                ByteRange value = RequestOutline.whole(parser);
                found = wanted ? value : found;
            }
        }
        return found;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, ByteRange place, String text) {
        var out = new ByteArrayOutputStream(to - from + text.length());
        out.write(bytes, from, place.start());
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        out.write(bytes, from + place.end(), to - from - place.end());
        return out.toByteArray();
    }
}
