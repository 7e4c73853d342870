package io.plimsoll.gateway.stream;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Gathers usage and errors from the JSON documents of one answer. Of several reports the last counts, field by field: some
 * engines send running totals, and Anthropic's dialect tells the prompt first and the completion at the end. Not thread-safe.
 *
 * <table>
 * <caption>Where usage stands</caption>
 * <tr><td>chat, completions, embeddings</td><td>{@code usage}; cached tokens are part of {@code prompt_tokens}</td></tr>
 * <tr><td>Responses</td><td>{@code response.usage}, or {@code usage} of a plain answer</td></tr>
 * <tr><td>Messages</td><td>{@code message.usage}, then {@code usage}; cached tokens are not part of {@code
 * input_tokens}</td></tr>
 * </table>
 */
final class UsageTally {

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR = "error".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FAILED = "response.failed".getBytes(StandardCharsets.US_ASCII);
    private static final long UNSAID = -1;

    private long prompt = UNSAID;
    private long completion = UNSAID;
    private long cached = UNSAID;
    private long cacheRead = UNSAID;
    private long cacheWritten = UNSAID;
    private boolean error;

    Usage usage() {
        if (prompt == UNSAID && completion == UNSAID) {
            return Usage.UNKNOWN;
        }
        long read = Math.max(0, cacheRead);
        return new Usage(
                Math.max(0, prompt) + read + Math.max(0, cacheWritten),
                Math.max(0, completion),
                cached == UNSAID ? read : cached,
                true);
    }

    boolean isErrorReported() {
        return error;
    }

    /** Reads a document that is there from its beginning; one that breaks off or is no JSON is read as far as it goes. */
    void readWhole(ByteSpan document) {
        if (document.indexOf(USAGE, document.from()) < 0
                && document.indexOf(ERROR, document.from()) < 0
                && document.indexOf(FAILED, document.from()) < 0) {
            return;
        }
        try (JsonParser parser = parser(document)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readDocument(parser);
            }
        } catch (JacksonException notJson) {
            // An upstream may stream what it likes; there is nothing to count in it.
        }
    }

    /** Reads the end of a document whose beginning was not kept. */
    void readTail(ByteSpan tail) {
        int key = tail.lastIndexOf(USAGE);
        if (key < 0) {
            return;
        }
        int value = key + USAGE.length;
        while (value < tail.to() && (tail.bytes()[value] == ':' || Character.isWhitespace(tail.bytes()[value]))) {
            value++;
        }
        try (JsonParser parser = parser(tail.between(value, tail.to()))) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readUsage(parser);
            }
        } catch (JacksonException notJson) {
            // As above.
        }
    }

    private void readDocument(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "usage" -> {
                    if (value == JsonToken.START_OBJECT) {
                        readUsage(parser);
                    }
                }
                case "message", "response" -> {
                    if (value == JsonToken.START_OBJECT) {
                        readInner(parser);
                    }
                }
                case "error" -> error |= value != JsonToken.VALUE_NULL;
                case "type" ->
                    error |= value == JsonToken.VALUE_STRING
                            && (parser.getString().equals("error")
                                    || parser.getString().equals("response.failed"));
                default -> {}
            }
            parser.skipChildren();
        }
    }

    private void readInner(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean usage = parser.currentName().equals("usage");
            if (parser.nextToken() == JsonToken.START_OBJECT && usage) {
                readUsage(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readUsage(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NUMBER_INT) {
                count(name, parser.getLongValue());
            } else if (value == JsonToken.START_OBJECT
                    && (name.equals("prompt_tokens_details") || name.equals("input_tokens_details"))) {
                readUsage(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void count(String name, long tokens) {
        switch (name) {
            case "prompt_tokens", "input_tokens" -> prompt = tokens;
            case "completion_tokens", "output_tokens" -> completion = tokens;
            case "cached_tokens" -> cached = tokens;
            case "cache_read_input_tokens" -> cacheRead = tokens;
            case "cache_creation_input_tokens" -> cacheWritten = tokens;
            default -> {}
        }
    }

    private static JsonParser parser(ByteSpan json) {
        return JSON.createParser(ObjectReadContext.empty(), json.bytes(), json.from(), json.length());
    }
}
