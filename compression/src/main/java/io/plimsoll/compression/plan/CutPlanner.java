package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.compression.BlockWriter;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.History.Protection;
import io.plimsoll.compression.plan.History.Reach;
import java.util.ArrayList;
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
 * How much is protected: head, last user message and last atom always; of the newest results as many as leave the cut at
 * or below low water, or else below the line, the newest first, and no more than may take their share of the line. Results beside which a cut would free less than its goal's
 * minimum are not kept: the next turns would be cut again, each at the price of a prefill.
 *
 * Blocks pile up behind the head. When they take too much of the line, one new block replaces them all; it is written
 * from the client's own messages, which every request still holds, never from the blocks.
 */
/**
 * Plans the cut of one request. Pure and deterministic: it reads no clock and remembers nothing. Thread-safe if its
 * counter and writer are. It reads the text of removed messages only, and of those only what it quotes.
 */
public final class CutPlanner {

    /** Blocks and a new one may take this share of the line before they are made one. */
    private static final double BLOCKS_AT_MOST = .5;
    /** What a new block may add to them. */
    private static final double NEW_BLOCK = .2;

    /** With less, a new block would hold next to nothing of what the user asked for. */
    private static final double CRAMPED_BLOCK = .1;

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
        int least = goal.minimumGainTokens();
        if (!over) {
            return best(
                    new Search(List.of(goal.lowWaterTokens()), goal.newestResults(), least), history, goal, composer);
        }
        List<Integer> targets = List.of(goal.lowWaterTokens(), goal.lineTokens());
        return best(new Search(targets, 0, least), history, goal, composer)
                .or(() -> best(new Search(targets, 0, 0), history, goal, composer));
    }

    /**
     * Which cuts will do.
     *
     * @param targets where they may end, the better one first
     * @param fewestResults how many of the newest results have to stay; only a request that is over the line may give up any
     * @param leastFreed the tokens that they have to free
     */
    private record Search(List<Integer> targets, int fewestResults, int leastFreed) {}

    /**
     * The cut that keeps the most of the newest results, and of those the one that ends at or below the first target that can
     * be met: results that the agent has only just read are worth more than a low water mark.
     */
    private static Optional<Cut> best(Search search, History history, CutGoal goal, BlockComposer composer) {
        int triedFrom = -1;
        for (int results = goal.newestResults(); results >= search.fewestResults(); results--) {
            Protection kept = history.protectedWith(results, goal.newestTokens());
            if (kept.floor().tailFrom() == triedFrom) {
                continue;
            }
            triedFrom = kept.floor().tailFrom();
            for (int target : search.targets()) {
                Optional<Cut> cut = keeping(kept, target, history, goal, composer);
                if (cut.isPresent() && cut.get().freedTokens() >= search.leastFreed()) {
                    return cut;
                }
            }
            Protection sparse = history.sparselyProtectedWith(results, goal.newestTokens());
            Optional<Cut> cut = keeping(sparse, search.targets().getLast(), history, goal, composer);
            if (cut.isPresent() && cut.get().freedTokens() >= search.leastFreed()) {
                return cut;
            }
        }
        return Optional.empty();
    }

    private static Optional<Cut> keeping(
            Protection kept, int target, History history, CutGoal goal, BlockComposer composer) {
        int protectedTokens = history.counted().headTokens() + history.tokensOf(kept);
        if (protectedTokens >= target) {
            return Optional.empty();
        }
        for (Reach reach : reaches(target - protectedTokens, history, goal)) {
            Optional<Cut> cut = attempt(target, history, goal, composer, new Attempt(kept, reach));
            if (cut.isPresent()) {
                return cut;
            }
        }
        return Optional.empty();
    }

    /** Which ranges to try, the better one first. Keeping the blocks keeps the prefix, unless they cramp the new one. */
    private static List<Reach> reaches(int roomForBlocks, History history, CutGoal goal) {
        int blocks = history.blockTokens();
        if (blocks + goal.ofLine(NEW_BLOCK) > goal.ofLine(BLOCKS_AT_MOST)) {
            return List.of(Reach.WITH_BLOCKS);
        }
        boolean cramped = blocks > 0 && roomForBlocks - blocks < goal.ofLine(CRAMPED_BLOCK);
        return cramped
                ? List.of(Reach.WITH_BLOCKS, Reach.BEHIND_BLOCKS)
                : List.of(Reach.BEHIND_BLOCKS, Reach.WITH_BLOCKS);
    }

    private record Attempt(Protection kept, Reach reach) {}

    private static Optional<Cut> attempt(
            int target, History history, CutGoal goal, BlockComposer composer, Attempt attempt) {
        List<MessageRange> gaps = history.gaps(attempt.kept(), attempt.reach());
        int before = history.rendered().totalTokens();
        int removable = gaps.stream().mapToInt(history::tokensOf).sum();
        int room = target - (before - removable);
        int after = before;
        List<Edit.Replace> replacements = new ArrayList<>();
        List<MessageRange> replaced = new ArrayList<>();
        for (int i = 0; i < gaps.size(); i++) {
            MessageRange gap = gaps.get(i);
            Edit.Text block =
                    composer.compose(new Removal(gap, gaps, target - goal.lowWaterTokens()), room / (gaps.size() - i));
            if (block.tokens() > 0 && block.tokens() >= history.tokensOf(gap)) {
                room -= history.tokensOf(gap);
                continue;
            }
            room -= block.tokens();
            after += block.tokens() - history.tokensOf(gap);
            replaced.add(gap);
            replacements.add(replacement(history, goal, gap, block));
        }
        if (replacements.isEmpty() || after > target) {
            return Optional.empty();
        }
        return Optional.of(new Cut(
                history.view().withCut(replacements),
                history.visibleAtoms(replaced),
                new Cut.Tokens(before, after),
                attempt.kept().results(),
                after <= goal.lowWaterTokens(),
                attempt.reach() == Reach.WITH_BLOCKS && history.blockTokens() > 0));
    }

    private static Edit.Replace replacement(History history, CutGoal goal, MessageRange gap, Edit.Text block) {
        boolean over = history.rendered().totalTokens() > goal.lineTokens();
        var timing = over ? CutGoal.Timing.AT_LINE : goal.timing();
        var origin = new Edit.Origin(timing.phrase(), goal.now(), history.view().cuts() + 1);
        return new Edit.Replace(
                gap, history.conversation().chain().get(gap.to() - 1), block, history.clientTokens(gap), origin);
    }
}
