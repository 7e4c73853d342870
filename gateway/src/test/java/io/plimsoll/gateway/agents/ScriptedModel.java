package io.plimsoll.gateway.agents;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * A model that does what a test says, turn by turn, whatever it is asked: so it goes on where it was after its client has
 * compacted its history. Requests that are none of the agent's own turns get answers of their own. Thread-safe.
 */
final class ScriptedModel {

    /** What it says in the end. */
    static final String FINAL_ANSWER = "The-task-is-done.";

    private static final Turn END = new Turn.Say(FINAL_ANSWER);

    /** The first that a request fits answers it. */
    private final List<Part> parts = new ArrayList<>();

    private final Deque<Turn> turns = new ArrayDeque<>();

    private record Part(Predicate<EngineRequest> which, Deque<Turn> turns, Turn end) {}

    /** What the agent itself is answered next, in order; then {@value #FINAL_ANSWER}, for ever. */
    synchronized ScriptedModel plays(Turn... next) {
        turns.addAll(List.of(next));
        return this;
    }

    /** What other requests are answered, in order, and {@code end} for ever. */
    synchronized ScriptedModel answers(Predicate<EngineRequest> which, Turn end, Turn... first) {
        parts.add(new Part(which, new ArrayDeque<>(List.of(first)), end));
        return this;
    }

    /** What it does with a request. */
    synchronized Turn answer(EngineRequest request) {
        for (Part part : parts) {
            if (part.which().test(request)) {
                return part.turns().isEmpty() ? part.end() : part.turns().remove();
            }
        }
        return turns.isEmpty() ? END : turns.remove();
    }
}
