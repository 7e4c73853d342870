package io.plimsoll.gateway.responses;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.gateway.surface.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** Items as they stand in an array: their bytes with commas between them, and none at either end. */
final class ItemSpan {

    static final byte[] COMMA = {','};

    private static final byte[] OPEN = {'['};
    private static final byte[] CLOSE = {']'};
    private static final byte[] BEFORE_TEXT =
            "{\"type\":\"message\",\"role\":\"user\",\"content\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER_TEXT = {'}'};

    private ItemSpan() {}

    /** The user message that a bare string stands for. */
    static byte[] ofText(byte[] body, ByteRange quoted) {
        return concat(BEFORE_TEXT, Arrays.copyOfRange(body, quoted.start(), quoted.end()), AFTER_TEXT);
    }

    /** A user message that says {@code text}. */
    static byte[] ofUser(String text) {
        var message = Json.MAPPER.createObjectNode().put("type", "message").put("role", "user");
        message.putArray("content").addObject().put("type", "input_text").put("text", text);
        return Json.MAPPER.writeValueAsBytes(message);
    }

    /** Several spans as one; empty ones leave no comma. */
    static byte[] joined(List<byte[]> spans) {
        var all = new ByteArrayOutputStream();
        for (byte[] span : spans) {
            if (span.length > 0 && all.size() > 0) {
                all.writeBytes(COMMA);
            }
            all.writeBytes(span);
        }
        return all.toByteArray();
    }

    /** The array of the items. */
    static byte[] array(byte[] span) {
        return concat(OPEN, span, CLOSE);
    }

    /** The items themselves. */
    static List<JsonNode> items(byte[] span) {
        return Json.MAPPER.readTree(array(span)).valueStream().toList();
    }

    static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Behind the value that the parser has just read. */
    static int end(JsonParser parser) {
        parser.finishToken();
        return offset(parser.currentLocation().getByteOffset());
    }

    static int offset(long bytes) {
        return Math.toIntExact(bytes);
    }
}
