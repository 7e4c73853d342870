package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.HistoryMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes what the gateway puts into a Responses input: items in place of a cut, recalled text inside an item. */
final class ResponsesWriter {

    private ResponsesWriter() {}

    static byte[] items(List<PromptMessage> messages) {
        return messages.stream()
                .map(ResponsesWriter::item)
                .collect(Collectors.joining(","))
                .getBytes(StandardCharsets.UTF_8);
    }

    static Optional<RecallWriter.Place> recall(Conversation conversation, int index, String text) {
        HistoryMessage message = conversation.messages().get(index);
        if (conversation.body()[message.range().start()] == '"') {
            String escaped = ChatWriter.quoted(text + "\n\n");
            byte[] bytes = escaped.substring(1, escaped.length() - 1).getBytes(StandardCharsets.UTF_8);
            return Optional.of(new RecallWriter.Place(1, bytes));
        }
        return switch (message.role()) {
            case USER -> ChatWriter.into("content", "input_text", conversation, index, text);
            case TOOL -> ChatWriter.into("output", "input_text", conversation, index, text);
            case SYSTEM, ASSISTANT -> Optional.empty();
        };
    }

    private static String item(PromptMessage message) {
        String part = message.role() == PromptRole.ASSISTANT ? "output_text" : "input_text";
        return "{\"type\":\"message\",\"role\":\"" + message.role().name().toLowerCase(Locale.ROOT)
                + "\",\"content\":[{\"type\":\"" + part + "\",\"text\":" + ChatWriter.quoted(message.text()) + "}]}";
    }
}
