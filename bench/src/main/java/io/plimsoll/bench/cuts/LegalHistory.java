package io.plimsoll.bench.cuts;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a recorded history legal: what an aborted run left behind goes (calls without a result, results without a call,
 * empty messages), results follow their calls, neighbours of one role become one message, and the user speaks first. So
 * whatever is illegal at the engine was not so in the recording. Used once.
 */
final class LegalHistory {

    private static final String NO_OUTPUT = "(no output)";
    private static final String NO_START = "(start of the recording)";

    private final Map<String, PromptMessage> results = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final List<PromptMessage> legal = new ArrayList<>();

    private LegalHistory(List<PromptMessage> recorded) {
        recorded.stream()
                .filter(message -> message.role() == PromptRole.TOOL)
                .forEach(result -> results.put(result.resultOf(), result));
        for (PromptMessage message : recorded) {
            switch (message.role()) {
                case USER -> addUser(message);
                case ASSISTANT -> addAssistant(message);
                case TOOL, SYSTEM -> {
                    // results are put behind their calls; the system text is no message of the history
                }
            }
        }
        if (!legal.isEmpty() && legal.getFirst().role() == PromptRole.ASSISTANT) {
            legal.addFirst(PromptMessage.of(PromptRole.USER, NO_START));
        }
    }

    static List<PromptMessage> of(List<PromptMessage> recorded) {
        return List.copyOf(new LegalHistory(recorded).legal);
    }

    private void addUser(PromptMessage message) {
        if (message.text().isBlank()) {
            return;
        }
        if (lastIs(PromptRole.USER)) {
            String before = legal.removeLast().text();
            legal.add(PromptMessage.of(PromptRole.USER, before + "\n\n" + message.text()));
        } else {
            legal.add(PromptMessage.of(PromptRole.USER, message.text()));
        }
    }

    private void addAssistant(PromptMessage message) {
        List<PromptCall> calls = message.calls().stream()
                .filter(call -> results.containsKey(call.id()) && asked.add(call.id()))
                .toList();
        if (message.text().isBlank() && calls.isEmpty()) {
            return;
        }
        String text = message.text();
        // One with calls is followed by their results, so a neighbour has none.
        if (lastIs(PromptRole.ASSISTANT)) {
            text = (legal.removeLast().text() + "\n\n" + text).strip();
        }
        legal.add(new PromptMessage(PromptRole.ASSISTANT, text, "", calls, "", 0));
        calls.forEach(call -> legal.add(result(call.id())));
    }

    private PromptMessage result(String id) {
        PromptMessage recorded = results.get(id);
        String text = recorded == null || recorded.text().isBlank() ? NO_OUTPUT : recorded.text();
        return new PromptMessage(PromptRole.TOOL, text, "", List.of(), id, 0);
    }

    private boolean lastIs(PromptRole role) {
        return !legal.isEmpty() && legal.getLast().role() == role;
    }
}
