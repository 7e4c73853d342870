package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the user said in a history, word for word: the newest that fits, and of the message that does not fit both its ends. */
final class UserWords {

    private static final String HEADING = "What the user said last, word for word:\n";
    private static final String LEFT_OUT = "\n[… left out …]\n";
    /** Less than this of a message says nothing. */
    private static final int SENSE_TOKENS = 24;

    private UserWords() {}

    /**
     * The words in their old order, together in about {@code tokens}; empty where the user said nothing.
     *
     * @param prompts counts them
     */
    static String in(Conversation conversation, PromptCounter prompts, int tokens) {
        List<String> quotes = new ArrayList<>();
        int left = tokens;
        for (int i = conversation.messages().size() - 1; i >= 0 && left >= SENSE_TOKENS; i--) {
            String said = said(conversation, i);
            if (said.isBlank()) {
                continue;
            }
            int own = prompts.text(said);
            quotes.addFirst("<user>\n" + (own <= left ? said : ends(said, left / (double) own)) + "\n</user>");
            left -= own;
        }
        return quotes.isEmpty() ? "" : HEADING + String.join("\n", quotes);
    }

    /** Beside results a client puts notes of its own, which make no message the user's. */
    private static String said(Conversation conversation, int index) {
        if (conversation.messages().get(index).role() != PromptRole.USER) {
            return "";
        }
        return conversation.reader().read(index).stream()
                .filter(message -> message.role() == PromptRole.USER)
                .map(PromptMessage::text)
                .collect(Collectors.joining("\n"));
    }

    private static String ends(String text, double share) {
        int points = text.codePointCount(0, text.length());
        int half = (int) (points * share / 2);
        return text.substring(0, text.offsetByCodePoints(0, half))
                + LEFT_OUT
                + text.substring(text.offsetByCodePoints(text.length(), -half));
    }
}
