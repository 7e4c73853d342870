package io.plimsoll.compression.quality;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.reduce.ToolText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tool calls of a stretch of history that have a result, in the order of their results. */
public final class AnsweredCalls {

    private AnsweredCalls() {}

    /**
     * Reads the calls that are answered behind a place; a call and its result stand in the same stretch. Slow: it parses the
     * messages that hold calls or results.
     *
     * @param from the first message to look at
     */
    public static List<ToolText> from(Conversation conversation, int from) {
        Map<String, PromptCall> calls = new HashMap<>();
        List<ToolText> answered = new ArrayList<>();
        List<HistoryMessage> messages = conversation.messages();
        for (int i = from; i < messages.size(); i++) {
            HistoryMessage.Facts facts = messages.get(i).facts();
            if (facts.calls().isEmpty() && facts.results().isEmpty()) {
                continue;
            }
            for (PromptMessage part : conversation.reader().read(i)) {
                part.calls().forEach(call -> calls.put(call.id(), call));
                PromptCall call = part.role() == PromptRole.TOOL ? calls.remove(part.resultOf()) : null;
                if (call != null) {
                    answered.add(new ToolText(call.id(), call.name(), call.arguments(), part.text()));
                }
            }
        }
        return answered;
    }
}
