package io.plimsoll.compression.plan;

import io.plimsoll.compression.Cut;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.plan.BlockComposer.Instructions;
import io.plimsoll.compression.plan.History.Protection;
import io.plimsoll.compression.plan.History.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the cut of one history that loses the least of those that will do. Created per plan, not thread-safe. */
final class CutSearch {

    /** Blocks and a new one may take this share of the line before they are made one. */
    private static final double BLOCKS_AT_MOST = .5;
    /** What a new block may add to them. */
    private static final double NEW_BLOCK = .2;

    /** With less, a new block would hold next to nothing of what the user asked for. */
    private static final double CRAMPED_BLOCK = .1;

    private final History history;
    private final CutGoal goal;
    private final BlockComposer composer;

    CutSearch(History history, CutGoal goal, BlockComposer composer) {
        this.history = history;
        this.goal = goal;
        this.composer = composer;
    }

    /**
     * Which cuts will do.
     *
     * @param targets where they may end, the better one first
     * @param fewestResults how many of the newest results have to stay; only a request that is over the line may give up any
     * @param leastFreed the tokens that they have to free
     * @param instructions what becomes of standing instructions that a block has no room for
     */
    record Wanted(List<Integer> targets, int fewestResults, int leastFreed, Instructions instructions) {}

    /**
     * The cut that keeps the most of the newest results, and of those the one that ends at or below the first target that can
     * be met: results that the agent has only just read are worth more than a low water mark.
     */
    Optional<Cut> best(Wanted wanted) {
        int triedFrom = -1;
        for (int results = goal.newestResults(); results >= wanted.fewestResults(); results--) {
            Protection kept = history.protectedWith(results, goal.newestTokens());
            if (kept.floor().tailFrom() == triedFrom) {
                continue;
            }
            triedFrom = kept.floor().tailFrom();
            for (int target : wanted.targets()) {
                Optional<Cut> cut = keeping(kept, target, wanted.instructions());
                if (cut.isPresent() && cut.get().freedTokens() >= wanted.leastFreed()) {
                    return cut;
                }
            }
            Protection sparse = history.sparselyProtectedWith(results, goal.newestTokens());
            Optional<Cut> cut = keeping(sparse, wanted.targets().getLast(), wanted.instructions());
            if (cut.isPresent() && cut.get().freedTokens() >= wanted.leastFreed()) {
                return cut;
            }
        }
        return Optional.empty();
    }

    private Optional<Cut> keeping(Protection kept, int target, Instructions instructions) {
        int protectedTokens = history.counted().headTokens() + history.tokensOf(kept);
        if (protectedTokens >= target) {
            return Optional.empty();
        }
        for (Reach reach : reaches(target - protectedTokens)) {
            Optional<Cut> cut = attempt(target, new Attempt(kept, reach, instructions));
            if (cut.isPresent()) {
                return cut;
            }
        }
        return Optional.empty();
    }

    /** Which ranges to try, the better one first. Keeping the blocks keeps the prefix, unless they cramp the new one. */
    private List<Reach> reaches(int roomForBlocks) {
        int blocks = history.blockTokens();
        if (blocks + goal.ofLine(NEW_BLOCK) > goal.ofLine(BLOCKS_AT_MOST)) {
            return List.of(Reach.WITH_BLOCKS);
        }
        boolean cramped = blocks > 0 && roomForBlocks - blocks < goal.ofLine(CRAMPED_BLOCK);
        return cramped
                ? List.of(Reach.WITH_BLOCKS, Reach.BEHIND_BLOCKS)
                : List.of(Reach.BEHIND_BLOCKS, Reach.WITH_BLOCKS);
    }

    private record Attempt(Protection kept, Reach reach, Instructions instructions) {}

    private Optional<Cut> attempt(int target, Attempt attempt) {
        List<MessageRange> gaps = history.gaps(attempt.kept(), attempt.reach());
        int before = history.rendered().totalTokens();
        int removable = gaps.stream().mapToInt(history::tokensOf).sum();
        int room = target - (before - removable);
        int after = before;
        List<Edit.Replace> replacements = new ArrayList<>();
        List<MessageRange> replaced = new ArrayList<>();
        for (int i = 0; i < gaps.size(); i++) {
            MessageRange gap = gaps.get(i);
            int share = room / (gaps.size() - i);
            Edit.Text block = composer.compose(
                    new Removal(gap, gaps, target - goal.lowWaterTokens()), share, attempt.instructions());
            if (block.tokens() > 0 && block.tokens() >= history.tokensOf(gap)) {
                room -= history.tokensOf(gap);
                continue;
            }
            if (!composer.mayWrite(gap, share, attempt.instructions())) {
                return Optional.empty();
            }
            room -= block.tokens();
            after += block.tokens() - history.tokensOf(gap);
            replaced.add(gap);
            replacements.add(replacement(gap, block));
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

    private Edit.Replace replacement(MessageRange gap, Edit.Text block) {
        boolean over = history.rendered().totalTokens() > goal.lineTokens();
        var timing = over ? CutGoal.Timing.AT_LINE : goal.timing();
        var origin = new Edit.Origin(timing.phrase(), goal.now(), history.view().cuts() + 1);
        return new Edit.Replace(
                gap, history.conversation().chain().get(gap.to() - 1), block, history.clientTokens(gap), origin);
    }
}
