package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.compression.ClearingWriter;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Plans what a client wants cleared. What was cleared once stays so, in the lane's view: between two clearings a prompt begins
 * with the last one. The last user message and the last atom are never touched, so a clearing may leave more than the client
 * would keep. Pure and deterministic; thread-safe if its counter and writer are.
 */
public final class ClearingPlanner {

    private final PromptCounter counter;
    private final ClearingWriter writer;

    /**
     * A planner for one model and one dialect.
     *
     * @param counter counts as {@link CountedConversation} was counted
     * @param writer writes messages that say less
     */
    public ClearingPlanner(PromptCounter counter, ClearingWriter writer) {
        this.counter = counter;
        this.writer = writer;
    }

    /**
     * The clearing to make now, if any.
     *
     * @param wanted in the order in which they are made
     * @param now the time that the edits carry; it decides nothing
     */
    public Optional<Clearing.Plan> plan(CountedConversation counted, View view, List<Clearing> wanted, Instant now) {
        var shortening = new Shortening(History.of(counted, view), counter, writer);
        for (Clearing clearing : wanted) {
            switch (clearing) {
                case Clearing.Thoughts thoughts -> ThoughtTurns.clear(shortening, thoughts);
                case Clearing.ToolUses uses -> ToolUses.of(shortening).clear(uses);
            }
        }
        return shortening.plan("cleared for the client", now);
    }
}
