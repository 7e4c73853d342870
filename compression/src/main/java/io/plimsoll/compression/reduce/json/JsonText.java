package io.plimsoll.compression.reduce.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON without touching the spelling of numbers. */
final class JsonText {

    /** Deeper than what tools write by hand or by program, and safe to follow by recursion. */
    private static final int DEPTH = 100;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonText() {}

    /** The value that {@code text} is; empty if it is not exactly one, or is nested too deeply. */
    static Optional<Json> read(String text) {
        if (!opens(text)) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            Json value = value(parser, parser.nextToken());
            return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** The values of JSON Lines, at least two and each an array or object on one line; empty if it is something else. */
    static Optional<List<Json>> readLines(String text) {
        if (!opens(text)) {
            return Optional.empty();
        }
        List<Json> values = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            int last = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int line = parser.currentTokenLocation().getLineNr();
                boolean startsLine = line > last && token.isStructStart();
                values.add(value(parser, token));
                last = parser.currentTokenLocation().getLineNr();
                if (!startsLine || last != line) {
                    return Optional.empty();
                }
            }
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
        return values.size() < 2 ? Optional.empty() : Optional.of(values);
    }

    /** What the JSON string in {@code text} says; empty if it is not exactly one. */
    static Optional<String> readString(String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            boolean isString = parser.nextToken() == JsonToken.VALUE_STRING;
            String value = isString ? parser.getString() : "";
            return isString && parser.nextToken() == null ? Optional.of(value) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static boolean opens(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ') {
                return c == '{' || c == '[';
            }
        }
        return false;
    }

    private static Json value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> new Json.Text(parser.getString());
            default -> new Json.Literal(parser.getString());
        };
    }

    private static Json members(JsonParser parser) {
        List<Json.Member> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            members.add(new Json.Member(key, value(parser, parser.nextToken())));
        }
        return new Json.Members(members);
    }

    private static Json items(JsonParser parser) {
        List<Json> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(parser, token));
        }
        return new Json.Items(values);
    }
}
