package io.plimsoll.bench.cuts;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;

/** How tight a session can be kept. Stateless. */
final class Caps {

    /** Sessions share caps on this grid, so that a gateway is not started for each of them. */
    private static final int GRID = 512;

    private static final double ABOVE_FLOOR = 1.05;
    private static final int NEWEST_RESULTS = 3;

    private Caps() {}

    /**
     * The cap at which a session's largest history is so many times smaller, behind its system text and tools, and at which
     * everything fits that no cut may touch.
     */
    static int reducing(AgentSession session, double times, Counts counts) {
        int head = counts.head(session.system(), session.tools());
        int peak = counts.prompt(session.request(session.turns().getLast()));
        double cap = Math.max(head + (peak - head) / times, ABOVE_FLOOR * floor(session, counts));
        return (int) Math.ceil(cap / GRID) * GRID;
    }

    /** The most that head, last user message and the newest results with their calls take at any turn. */
    static int floor(AgentSession session, Counts counts) {
        int head = counts.head(session.system(), session.tools()) + counts.generationPrompt();
        List<Integer> steps = new ArrayList<>();
        int user = 0;
        int most = head;
        for (PromptMessage message : session.messages()) {
            if (message.role() == PromptRole.ASSISTANT) {
                List<Integer> newest = steps.subList(Math.max(0, steps.size() - NEWEST_RESULTS), steps.size());
                most = Math.max(
                        most,
                        head
                                + user
                                + newest.stream().mapToInt(Integer::intValue).sum());
            }
            int tokens = counts.message(message);
            if (message.role() == PromptRole.USER) {
                user = tokens;
            } else if (!message.calls().isEmpty()) {
                steps.add(tokens);
            } else if (message.role() == PromptRole.TOOL) {
                steps.add(steps.removeLast() + tokens);
            }
        }
        return most;
    }
}
