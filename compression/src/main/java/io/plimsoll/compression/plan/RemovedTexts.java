package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.MessageReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The texts of messages that a cut quotes, each parsed once. Created per plan, not thread-safe. */
final class RemovedTexts {

    private final MessageReader reader;
    private final Map<Integer, List<PromptMessage>> read = new HashMap<>();

    RemovedTexts(MessageReader reader) {
        this.reader = reader;
    }

    /** Everything that message {@code index} of the client's history says. */
    List<PromptMessage> at(int index) {
        return read.computeIfAbsent(index, reader::read);
    }

    /** What {@code role} says in message {@code index}, with a note for images; empty for nothing. */
    String spoken(int index, PromptRole role) {
        return at(index).stream()
                .filter(message -> message.role() == role)
                .map(RemovedTexts::withImages)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String withImages(PromptMessage message) {
        String text = message.text().strip();
        if (message.images() == 0) {
            return text;
        }
        String note = message.images() == 1 ? "[an image]" : "[" + message.images() + " images]";
        return text.isEmpty() ? note : text + "\n" + note;
    }
}
