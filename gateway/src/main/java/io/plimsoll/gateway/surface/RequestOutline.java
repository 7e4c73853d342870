package io.plimsoll.gateway.surface;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.gateway.surface.SurfaceRequest.ByteInsertion;
import io.plimsoll.gateway.surface.SurfaceRequest.SessionHints;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One streaming pass over a request: the few fields that the gateway acts on, and the byte ranges of the history's
 * elements. Nothing is decoded that is not asked for, so the pass costs about half a millisecond for 500 KB. Of duplicate
 * keys the last one counts, as engines read them.
 */
final class RequestOutline {

    private static final byte[] ASK_USAGE = "{\"include_usage\":true}".getBytes(StandardCharsets.US_ASCII);

    private final byte[] body;
    private final Layout layout;

    private @Nullable String model;
    private boolean stream;
    private @Nullable Integer maxOutputTokens;
    private @Nullable String promptCacheKey;
    private @Nullable String conversation;
    private @Nullable String metadataUserId;
    private @Nullable String metadataSessionId;
    private @Nullable List<ByteRange> history;
    private @Nullable ByteRange historyText;
    private @Nullable ByteRange system;
    private @Nullable ByteRange tools;
    private @Nullable ByteRange contextManagement;
    private @Nullable StreamOptions streamOptions;
    private int end;

    /**
     * Where a dialect keeps its history.
     *
     * @param historyField the top-level array that holds the history, such as {@code messages}; null for none
     * @param systemField the top-level field that holds the system text, such as {@code instructions}; null for none
     */
    record Layout(@Nullable String historyField, @Nullable String systemField) {}

    private RequestOutline(byte[] body, Layout layout) {
        this.body = body;
        this.layout = layout;
    }

    /** Reads the outline. */
    static RequestOutline of(byte[] body, Layout layout) throws MalformedRequestException {
        var outline = new RequestOutline(body, layout);
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            outline.scan(parser);
        } catch (JacksonException unreadable) {
            throw new MalformedRequestException(Json.problem(unreadable), null);
        }
        return outline;
    }

    String model() throws MalformedRequestException {
        if (model == null || model.isBlank()) {
            throw new MalformedRequestException("model: missing (expected: the name of a model as a string)", "model");
        }
        return model;
    }

    boolean stream() {
        return stream;
    }

    @Nullable
    Integer maxOutputTokens() {
        return maxOutputTokens;
    }

    SessionHints hints() {
        return new SessionHints(promptCacheKey, conversation, metadataUserId, metadataSessionId);
    }

    /** The elements of the history array, or null when it is absent. */
    @Nullable
    List<ByteRange> history() {
        return history;
    }

    /**
     * The elements of the history array.
     *
     * @throws MalformedRequestException when it is absent or empty
     */
    List<ByteRange> requiredHistory() throws MalformedRequestException {
        String field = String.valueOf(layout.historyField());
        if (history == null) {
            throw new MalformedRequestException(field + ": missing (expected: an array of messages)", field);
        }
        if (history.isEmpty()) {
            throw new MalformedRequestException(field + ": [] (expected: at least one message)", field);
        }
        return history;
    }

    /** The value of the history field when it is a string, quotes included: a Responses input may be one. */
    @Nullable
    ByteRange historyText() {
        return historyText;
    }

    /** The value of the system field when it is a string or an array, else null. */
    @Nullable
    ByteRange system() {
        return system;
    }

    /** The value of {@code tools} when it is an array that is not empty, else null. */
    @Nullable
    ByteRange tools() {
        return tools;
    }

    /** The value of {@code context_management}, whatever it is; null where it is absent. */
    @Nullable
    ByteRange contextManagement() {
        return contextManagement;
    }

    /** The edit by which an OpenAI stream reports usage at its end; null when it does so already. */
    @Nullable
    ByteInsertion usageSlot() {
        if (!stream) {
            return null;
        }
        if (streamOptions == null) {
            byte[] field = ",\"stream_options\":{\"include_usage\":true}".getBytes(StandardCharsets.US_ASCII);
            return new ByteInsertion(new ByteRange(end - 1, end - 1), field);
        }
        return streamOptions.slot();
    }

    private void scan(JsonParser parser) throws MalformedRequestException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedRequestException("The body is not a JSON object", null);
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            field(parser, name, value);
        }
        end = Math.toIntExact(parser.currentLocation().getByteOffset());
        if (parser.nextToken() != null) {
            throw new MalformedRequestException("The body goes on behind its JSON object (at byte " + end + ")", null);
        }
    }

    private void field(JsonParser parser, String name, JsonToken value) throws MalformedRequestException {
        if (name.equals(layout.historyField())) {
            history = elements(parser, name, value);
            historyText = value == JsonToken.VALUE_STRING ? whole(parser) : null;
            return;
        }
        if (name.equals(layout.systemField())) {
            system = value == JsonToken.VALUE_STRING || value == JsonToken.START_ARRAY ? whole(parser) : null;
            parser.skipChildren();
            return;
        }
        switch (name) {
            case "model" -> model = string(parser, name, value);
            case "stream" -> stream = flag(parser, value);
            case "stream_options" -> streamOptions = StreamOptions.read(parser, value);
            case "max_tokens", "max_completion_tokens", "max_output_tokens" -> {
                if (value == JsonToken.VALUE_NUMBER_INT) {
                    maxOutputTokens = (int) Math.clamp(parser.getValueAsLong(Integer.MAX_VALUE), 0, Integer.MAX_VALUE);
                }
                parser.skipChildren();
            }
            case "context_management" -> contextManagement = whole(parser);
            case "tools" -> tools = arrayRange(parser, value);
            case "prompt_cache_key" -> promptCacheKey = stringOrNull(parser, value);
            case "conversation" -> conversation = conversation(parser, value);
            case "metadata" -> metadata(parser, value);
            default -> parser.skipChildren();
        }
    }

    private static @Nullable List<ByteRange> elements(JsonParser parser, String historyField, JsonToken value)
            throws MalformedRequestException {
        if (value == JsonToken.VALUE_NULL || value == JsonToken.VALUE_STRING) {
            return null; // a Responses input may be a string
        }
        if (value != JsonToken.START_ARRAY) {
            throw new MalformedRequestException(
                    historyField + ": " + shown(value) + " (expected: an array)", historyField);
        }
        var ranges = new ArrayList<ByteRange>();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (token != JsonToken.START_OBJECT) {
                String place = historyField + "[" + ranges.size() + "]";
                throw new MalformedRequestException(place + ": " + shown(token) + " (expected: an object)", place);
            }
            ranges.add(range(parser));
        }
        return ranges;
    }

    private static ByteRange range(JsonParser parser) {
        int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        return new ByteRange(start, Math.toIntExact(parser.currentLocation().getByteOffset()));
    }

    /** The bytes of the value at hand, whatever it is. */
    static ByteRange whole(JsonParser parser) {
        int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        parser.finishToken();
        return new ByteRange(start, Math.toIntExact(parser.currentLocation().getByteOffset()));
    }

    private static @Nullable ByteRange arrayRange(JsonParser parser, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return null;
        }
        ByteRange range = range(parser);
        return range.length() > 2 ? range : null;
    }

    private @Nullable String conversation(JsonParser parser, JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            return stringOrNull(parser, value);
        }
        String id = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken inner = parser.nextToken();
            String text = stringOrNull(parser, inner);
            if (name.equals("id")) {
                id = text;
            }
        }
        return id;
    }

    private void metadata(JsonParser parser, JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken inner = parser.nextToken();
            String text = stringOrNull(parser, inner);
            switch (name) {
                case "user_id" -> metadataUserId = text;
                case "session_id" -> metadataSessionId = text;
                default -> {
                    // not a name of a session
                }
            }
        }
    }

    private static String string(JsonParser parser, String name, JsonToken value) throws MalformedRequestException {
        if (value != JsonToken.VALUE_STRING) {
            throw new MalformedRequestException(name + ": " + shown(value) + " (expected: a string)", name);
        }
        return parser.getString();
    }

    private static @Nullable String stringOrNull(JsonParser parser, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        parser.skipChildren();
        return null;
    }

    private static boolean flag(JsonParser parser, JsonToken value) throws MalformedRequestException {
        return switch (value) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default ->
                throw new MalformedRequestException("stream: " + shown(value) + " (expected: true or false)", "stream");
        };
    }

    private static String shown(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> token.name();
        };
    }

    /** Where {@code stream_options} stands and whether it asks for usage. */
    private record StreamOptions(@Nullable ByteInsertion slot) {

        static StreamOptions read(JsonParser parser, JsonToken value) {
            int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
            if (value != JsonToken.START_OBJECT) {
                parser.skipChildren();
                parser.finishToken();
                int end = Math.toIntExact(parser.currentLocation().getByteOffset());
                return new StreamOptions(new ByteInsertion(new ByteRange(start, end), ASK_USAGE));
            }
            boolean empty = true;
            ByteInsertion slot = null;
            boolean decided = false;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                empty = false;
                boolean usage = parser.currentName().equals("include_usage");
                JsonToken inner = parser.nextToken();
                ByteRange range = range(parser);
                if (usage) {
                    decided = true;
                    slot = inner == JsonToken.VALUE_TRUE
                            ? null
                            : new ByteInsertion(range, "true".getBytes(StandardCharsets.US_ASCII));
                }
            }
            if (!decided) {
                String field = empty ? "\"include_usage\":true" : "\"include_usage\":true,";
                slot = new ByteInsertion(
                        new ByteRange(start + 1, start + 1), field.getBytes(StandardCharsets.US_ASCII));
            }
            return new StreamOptions(slot);
        }
    }
}
