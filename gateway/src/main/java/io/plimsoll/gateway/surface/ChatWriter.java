package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.Conversation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Writes what the gateway puts into a chat history: messages in place of a cut, recalled text inside a message. */
final class ChatWriter {

    private ChatWriter() {}

    static byte[] messages(List<PromptMessage> messages) {
        return messages.stream()
                .map(message -> "{\"role\":\"" + message.role().name().toLowerCase(Locale.ROOT) + "\",\"content\":"
                        + quoted(message.text()) + "}")
                .collect(Collectors.joining(","))
                .getBytes(StandardCharsets.UTF_8);
    }

    static Optional<RecallWriter.Place> recall(Conversation conversation, int index, String text) {
        return into("content", "text", conversation, index, text);
    }

    /**
     * A place for text in a field that holds a string or a list of parts: before a user's words, behind a tool's.
     *
     * @param field the message's field that holds what was said
     * @param partType the type of a part that is text
     */
    static Optional<RecallWriter.Place> into(
            String field, String partType, Conversation conversation, int index, String text) {
        var message = conversation.messages().get(index);
        ByteRange range = message.range();
        boolean behind = message.role() == PromptRole.TOOL;
        try (JsonParser parser = Json.MAPPER.createParser(conversation.body(), range.start(), range.length())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean content = parser.currentName().equals(field);
                JsonToken value = parser.nextToken();
                if (content) {
                    return place(parser, value, partType, text, behind);
                }
                parser.skipChildren();
            }
        }
        return Optional.empty();
    }

    private static Optional<RecallWriter.Place> place(
            JsonParser parser, JsonToken value, String partType, String text, boolean behind) {
        int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        boolean empty = isEmptyArray(parser, value);
        parser.finishToken();
        int end = Math.toIntExact(parser.currentLocation().getByteOffset());
        if (value == JsonToken.VALUE_STRING) {
            String escaped = quoted(behind ? "\n\n" + text : text + "\n\n");
            byte[] bytes = escaped.substring(1, escaped.length() - 1).getBytes(StandardCharsets.UTF_8);
            return Optional.of(new RecallWriter.Place(behind ? end - 1 : start + 1, bytes));
        }
        if (value != JsonToken.START_ARRAY) {
            return Optional.empty();
        }
        String part = "{\"type\":\"" + partType + "\",\"text\":" + quoted(text) + "}";
        String separated = empty ? part : behind ? "," + part : part + ",";
        return Optional.of(
                new RecallWriter.Place(behind ? end - 1 : start + 1, separated.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean isEmptyArray(JsonParser parser, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            return false;
        }
        boolean empty = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            empty = false;
            parser.skipChildren();
        }
        return empty;
    }

    static String quoted(String text) {
        return Json.MAPPER.writeValueAsString(text);
    }
}
