package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.compression.BlockWriter;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.BlockComposer.Instructions;
import io.plimsoll.compression.plan.CutSearch.Wanted;
import java.util.List;
import java.util.Optional;

/* One cut, from the line down to low water.
 *
 * Why whole ranges: stubs scattered over a history move the first changed byte far forward, and the backend prefills
 * everything behind it. A range that gives way to one block costs one prefill of what stands behind the block, and from
 * then on the block is prefix.
 *
 * What goes: everything between the blocks of earlier cuts and the protected part, in whole atoms. A last user message
 * far back in a tool loop is protected and splits that range in two.
 *
 * How much is protected: head, last user message and last atom always; of the newest results all, as long as they take no
 * more than their share of the line and the cut ends below the line; else as many as do, the newest first. Beside those
 * that stay, a cut that frees its goal's minimum is looked for first.
 *
 * What the user said to hold from then on stays whole beside the newest results wherever both fit; where they do not, the
 * instructions that bind the least go first.
 *
 * Blocks pile up behind the head. When they take too much of the line, one new block replaces them all; it is written
 * from the client's own messages, which every request still holds, never from the blocks.
 */
/**
 * Plans the cut of one request. Pure and deterministic: it reads no clock and remembers nothing. Thread-safe if its
 * counter and writer are. It reads the text of removed messages only, and of those only what it quotes.
 */
public final class CutPlanner {

    private final PromptCounter counter;
    private final BlockWriter writer;

    /**
     * A planner for one model and one dialect.
     *
     * @param counter counts as {@link CountedConversation} was counted
     * @param writer writes the elements of the request's history
     */
    public CutPlanner(PromptCounter counter, BlockWriter writer) {
        this.counter = counter;
        this.writer = writer;
    }

    /**
     * The tokens of the request that no cut takes away: head, last user message, last atom, with what {@code view} inserted
     * into them. If they exceed the line, the request can only be refused.
     */
    public static int floorTokens(CountedConversation counted, View view) {
        History history = History.of(counted, view);
        return counted.headTokens() + history.tokensOf(history.protectedWith(0));
    }

    /**
     * The cut to make now, if any. It ends at or below low water; where that cannot be had and the request is over the
     * line, at or below the line. One that the line does not demand frees the goal's minimum.
     *
     * @return empty if none is due, none is worthwhile, or none would get the request below the line
     */
    public Optional<Cut> plan(CountedConversation counted, View view, CutGoal goal) {
        History history = History.of(counted, view);
        boolean over = history.rendered().totalTokens() > goal.lineTokens();
        if (!over && !new CutMoment(history, goal).isGood()) {
            return Optional.empty();
        }
        var composer = new BlockComposer(history, goal, counter, writer);
        var search = new CutSearch(history, goal, composer);
        int least = goal.minimumGainTokens();
        if (!over) {
            return search.best(
                    new Wanted(List.of(goal.lowWaterTokens()), goal.newestResults(), least, Instructions.WHOLE));
        }
        List<Integer> targets = List.of(goal.lowWaterTokens(), goal.lineTokens());
        int all = goal.newest().results();
        return search.best(new Wanted(targets, all, least, Instructions.WHOLE))
                .or(() -> search.best(new Wanted(targets, all, 0, Instructions.WHOLE)))
                .or(() -> search.best(new Wanted(targets, all, 0, Instructions.AS_FIT)))
                .or(() -> search.best(new Wanted(targets, 0, least, Instructions.WHOLE)))
                .or(() -> search.best(new Wanted(targets, 0, 0, Instructions.AS_FIT)));
    }
}
