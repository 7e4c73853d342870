package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.BlockWriter;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.BlockComposer.Instructions;
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
 * or below low water, or else below the line, the newest first; and no more than may take their share of the line, or three
 * large ones would be a floor that leaves no room to work.
 *
 * What the user said to hold from then on is worth more than the newest results: a cut that has no room for it is made only
 * where there is no other.
 *
 * Blocks pile up behind the head. When they take too much of the line, one new block replaces them all; it is written
 * from the client's own messages, which every request still holds, never from the blocks.
 */
/**
 * Plans the cut of one request. Pure and deterministic: it reads no clock and remembers nothing. Thread-safe if its
 * counter and writer are. It reads the text of removed messages only, and of those only what it quotes.
 */
public final class CutPlanner {

    /** From this share of the line on, an early cut is considered. */
    private static final double EARLY_FROM = .75;
    /** From this share of the line on, an early cut does not wait for the user. */
    private static final double EARLY_ANYWAY_FROM = .875;
    /** An early cut prefills the protected tail again, so it must be thin. */
    private static final int EARLY_TAIL_TOKENS = 1_000;
    /** A user message of this size is prefilled again as well. */
    private static final int EARLY_USER_TOKENS = 2_000;
    /** A cut that frees less is not worth its prefill. */
    private static final double WORTHWHILE = .25;
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
     * line, at or below the line.
     *
     * @return empty if none is due, none is worthwhile, or none would get the request below the line
     */
    public Optional<Cut> plan(CountedConversation counted, View view, CutGoal goal) {
        History history = History.of(counted, view);
        boolean over = history.rendered().totalTokens() > goal.lineTokens();
        if (!over && !isEarlyMoment(history, goal)) {
            return Optional.empty();
        }
        var composer = new BlockComposer(history, goal, counter, writer);
        if (over) {
            List<Integer> targets = List.of(goal.lowWaterTokens(), goal.lineTokens());
            return best(targets, 0, history, goal, composer, Instructions.WHOLE)
                    .or(() -> best(targets, 0, history, goal, composer, Instructions.AS_FIT));
        }
        return best(List.of(goal.lowWaterTokens()), goal.newestResults(), history, goal, composer, Instructions.WHOLE)
                .filter(cut -> cut.tokens().before() - cut.tokens().after() >= goal.ofLine(WORTHWHILE));
    }

    private static boolean isEarlyMoment(History history, CutGoal goal) {
        int tokens = history.rendered().totalTokens();
        if (goal.timing() != CutGoal.Timing.EARLY || tokens <= goal.ofLine(EARLY_FROM)) {
            return false;
        }
        Protection kept = history.protectedWith(goal.newestResults());
        int removable = history.gaps(kept, Reach.BEHIND_BLOCKS).stream()
                .mapToInt(history::tokensOf)
                .sum();
        int tail = history.tokensOf(kept);
        if (tail > EARLY_TAIL_TOKENS || removable < goal.ofLine(WORTHWHILE)) {
            return false;
        }
        return tokens > goal.ofLine(EARLY_ANYWAY_FROM) || userJustSpoke(history);
    }

    private static boolean userJustSpoke(History history) {
        HistoryMessage newest = history.messages().getLast();
        int tokens = history.counted().messageTokens()[history.messages().size() - 1];
        return newest.role() == PromptRole.USER && newest.facts().results().isEmpty() && tokens < EARLY_USER_TOKENS;
    }

    /**
     * The cut that keeps the most of the newest results, and of those the one that ends at or below the first target that can
     * be met: results that the agent has only just read are worth more than a low water mark.
     *
     * @param fewestResults how many of them have to stay; only a request that is over the line may give up any
     */
    private static Optional<Cut> best(
            List<Integer> targets,
            int fewestResults,
            History history,
            CutGoal goal,
            BlockComposer composer,
            Instructions instructions) {
        int triedFrom = -1;
        for (int results = goal.newestResults(); results >= fewestResults; results--) {
            Protection kept = history.protectedWith(results, goal.newestTokens());
            if (kept.floor().tailFrom() == triedFrom) {
                continue;
            }
            triedFrom = kept.floor().tailFrom();
            for (int target : targets) {
                Optional<Cut> cut = keeping(kept, target, history, goal, composer, instructions);
                if (cut.isPresent()) {
                    return cut;
                }
            }
            Optional<Cut> sparse = keeping(
                    history.sparselyProtectedWith(results, goal.newestTokens()),
                    targets.getLast(),
                    history,
                    goal,
                    composer,
                    instructions);
            if (sparse.isPresent()) {
                return sparse;
            }
        }
        return Optional.empty();
    }

    private static Optional<Cut> keeping(
            Protection kept,
            int target,
            History history,
            CutGoal goal,
            BlockComposer composer,
            Instructions instructions) {
        int protectedTokens = history.counted().headTokens() + history.tokensOf(kept);
        if (protectedTokens >= target) {
            return Optional.empty();
        }
        for (Reach reach : reaches(target - protectedTokens, history, goal)) {
            Optional<Cut> cut = attempt(target, history, goal, composer, new Attempt(kept, reach, instructions));
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

    private record Attempt(Protection kept, Reach reach, Instructions instructions) {}

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
            int share = room / (gaps.size() - i);
            Edit.Text block = composer.compose(new Removal(gap, gaps, target - goal.lowWaterTokens()), share);
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
        var origin = new Edit.Origin(
                over ? "over the line" : "early", goal.now(), history.view().cuts() + 1);
        return new Edit.Replace(
                gap, history.conversation().chain().get(gap.to() - 1), block, history.clientTokens(gap), origin);
    }
}
