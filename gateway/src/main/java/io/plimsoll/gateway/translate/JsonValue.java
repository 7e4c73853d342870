package io.plimsoll.gateway.translate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A value of a client's request as it stands in the bytes: where it is, what it is called, and as much of it as is asked
 * for. What is only copied is never decoded, so numbers keep their spelling and objects the order of their keys.
 */
final class JsonValue {

    /** As deep as the surfaces read; strings may be as long as a body may be. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(512)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(100_000)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final byte[] json;
    private final int start;
    private final int end;
    private final String path;

    private JsonValue(byte[] json, int start, int end, String path) {
        this.json = json;
        this.start = start;
        this.end = end;
        this.path = path;
    }

    /** The value that {@code body} is, all of it read once, so that no part of it is broken JSON. */
    static JsonValue of(byte[] body) throws UntranslatableException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() == null) {
                throw new UntranslatableException("body", "empty (expected: a JSON object)");
            }
            return child(parser, body, 0, "");
        } catch (JacksonException notJson) {
            throw new UntranslatableException("body", "not JSON: " + notJson.getOriginalMessage());
        }
    }

    /** Where it stands, as error messages name it: {@code messages[3].content[1].type}. */
    String path() {
        return path;
    }

    boolean isNull() {
        return json[start] == 'n';
    }

    boolean isString() {
        return json[start] == '"';
    }

    boolean isArray() {
        return json[start] == '[';
    }

    boolean isTrue() {
        return json[start] == 't';
    }

    /** Its bytes as they are. */
    String raw() {
        return new String(json, start, end - start, StandardCharsets.UTF_8);
    }

    /** The text of a string, as it is spelled. */
    JsonText text() throws UntranslatableException {
        if (!isString()) {
            throw expected("a string");
        }
        return new JsonText(new String(json, start + 1, end - start - 2, StandardCharsets.UTF_8));
    }

    /** The text of a string that is compared or shown, decoded. */
    String string() throws UntranslatableException {
        if (!isString()) {
            throw expected("a string");
        }
        return read(parser -> {
            parser.nextToken();
            return parser.getString();
        });
    }

    JsonFields fields() throws UntranslatableException {
        if (json[start] != '{') {
            throw expected("an object");
        }
        return read(parser -> {
            Map<String, JsonValue> fields = new LinkedHashMap<>();
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, child(parser, json, start, path.isEmpty() ? name : path + "." + name));
            }
            return new JsonFields(this, fields);
        });
    }

    List<JsonValue> elements() throws UntranslatableException {
        if (!isArray()) {
            throw expected("an array");
        }
        return read(parser -> {
            List<JsonValue> elements = new ArrayList<>();
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(child(parser, json, start, path + "[" + elements.size() + "]"));
            }
            return elements;
        });
    }

    /** That it is not what it has to be. */
    UntranslatableException expected(String what) {
        String shown = switch (json[start]) {
            case '{' -> "an object";
            case '[' -> "an array";
            case '"' -> end - start <= 80 ? raw() : "a string";
            default -> raw();
        };
        return new UntranslatableException(path.isEmpty() ? "body" : path, shown + " (expected: " + what + ")");
    }

    private static JsonValue child(JsonParser parser, byte[] json, int offset, String path) {
        int from = offset + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        parser.finishToken();
        int to = offset + Math.toIntExact(parser.currentLocation().getByteOffset());
        return new JsonValue(json, from, to, path);
    }

    private <T> T read(Reading<T> reading) throws UntranslatableException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json, start, end - start)) {
            return reading.read(parser);
        } catch (JacksonException broken) {
            throw new UntranslatableException(path, "broken (" + broken.getOriginalMessage() + ")");
        }
    }

    /** Reads something out of the value. */
    private interface Reading<T> {
        T read(JsonParser parser);
    }
}
