package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ClearingWriter;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.History.Protection;
import io.plimsoll.compression.plan.SeenTools.Seen;
import io.plimsoll.compression.reduce.Ladder;
import io.plimsoll.compression.reduce.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/* No cut takes the newest results away as long as they fit. Where they alone would leave no room below the line, the choice is
 * to give whole ones up, to refuse the request, or to have the largest say less; this is the last.
 *
 * How much each may keep is their max-min fair share of the room: small ones stay word for word, and the large ones come down
 * to one level. The ladder is climbed for each until it is at its level, lossless rungs first; what is still above it keeps its
 * start and its end.
 */
/**
 * Plans fewer words for newest results that are too large to be protected as they are. Pure and deterministic; thread-safe if its
 * counter and writer are.
 */
public final class TailReduction {

    /** What is left for the block of a cut, of the line. */
    private static final double BLOCK = .1;
    /** A result of fewer tokens tells too little: it is better given up as a whole, with its call. */
    private static final int LEAST_TOKENS = 200;
    /** A frame around fewer words costs a little too. */
    private static final int MARGIN_TOKENS = 16;

    private static final int GOAL_CHARACTERS = 4_000;

    private final PromptCounter counter;
    private final ClearingWriter writer;
    private final Ladder ladder;

    /**
     * A planner for one model and one dialect.
     *
     * @param counter counts as {@link CountedConversation} was counted
     * @param writer writes messages that say less
     * @param ladder what is tried, safest first
     */
    public TailReduction(PromptCounter counter, ClearingWriter writer, Ladder ladder) {
        this.counter = counter;
        this.writer = writer;
        this.ladder = ladder;
    }

    /**
     * What has to say less so that all of the goal's newest results stay.
     *
     * @return empty where the request is not over the line, where they fit as they are, and where even this would not do
     */
    public Optional<Clearing.Plan> plan(CountedConversation counted, View view, CutGoal goal) {
        History history = History.of(counted, view);
        if (history.rendered().totalTokens() <= goal.lineTokens()) {
            return Optional.empty();
        }
        Protection kept = history.protectedWith(goal.newestResults());
        int room = room(history, kept, goal);
        int standing = counted.headTokens() + history.tokensOf(kept);
        if (standing <= room) {
            return Optional.empty();
        }
        SeenTools tools = SeenTools.of(history, writer);
        List<Integer> indexes = protectedResults(tools, kept);
        int[] tokens = indexes.stream()
                .mapToInt(index -> counter.text(tools.all().get(index).text().result()))
                .toArray();
        int forResults = room - (standing - IntStream.of(tokens).sum());
        int level = level(tokens, forResults) - MARGIN_TOKENS;
        if (level < LEAST_TOKENS) {
            return Optional.empty();
        }
        var shortening = new Shortening(history, counter, writer);
        var target = new Target(level, wanted(history), counter::text);
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] > level) {
                shorten(history, kept, shortening, tools, indexes.get(i), target);
            }
        }
        return shortening
                .plan("newest results over the line", goal.now())
                .filter(plan -> standing - plan.savedTokens() <= room);
    }

    /** Nothing behind which nothing can go needs room for a block. */
    private static int room(History history, Protection kept, CutGoal goal) {
        boolean cuts = !history.gaps(kept, History.Reach.WITH_BLOCKS).isEmpty();
        return cuts ? goal.lineTokens() - goal.ofLine(BLOCK) : goal.lineTokens();
    }

    private static List<Integer> protectedResults(SeenTools tools, Protection kept) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < tools.all().size(); i++) {
            if (isKept(kept, tools.all().get(i))) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    /** The most that each may have so that all together have {@code room}; all their tokens where that is enough. */
    private static int level(int[] tokens, int room) {
        int[] rising = tokens.clone();
        Arrays.sort(rising);
        int left = room;
        for (int i = 0; i < rising.length; i++) {
            int share = left / (rising.length - i);
            if (rising[i] > share) {
                return share;
            }
            left -= rising[i];
        }
        return Integer.MAX_VALUE;
    }

    /** Only what stays with it may be referred to. */
    private void shorten(
            History history, Protection kept, Shortening shortening, SeenTools tools, int index, Target target) {
        Seen seen = tools.all().get(index);
        Edit.Told told = SeenTools.told(ladder, tools.reading(index, other -> isKept(kept, other)), target)
                .orElse(new Edit.Told(seen.text().result(), false));
        int tokens = counter.text(told.text());
        Edit.Told fitting = tokens <= target.tokens()
                ? told
                : new Edit.Told(Clip.to(target.tokens(), told.text(), tokens, counter), told.refersBack());
        SeenTools.segment(history, seen).ifPresent(segment -> shortening.tell(seen.message(), segment, fitting));
    }

    private static boolean isKept(Protection kept, Seen seen) {
        return kept.overlaps(new MessageRange(seen.message(), seen.message() + 1));
    }

    /** What the work is about: what the user said last, and the assistant. */
    private static String wanted(History history) {
        return Stream.of(PromptRole.USER, PromptRole.ASSISTANT)
                .map(role -> lastWords(history, role))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String lastWords(History history, PromptRole role) {
        for (int i = history.messages().size() - 1; i >= 0; i--) {
            boolean speaks = history.messages().get(i).role() == role
                    && history.messages().get(i).facts().hasText();
            if (speaks) {
                String words = history.conversation().reader().read(i).stream()
                        .filter(message -> message.role() == role)
                        .map(PromptMessage::text)
                        .collect(Collectors.joining("\n"));
                return words.substring(Math.max(0, words.length() - GOAL_CHARACTERS));
            }
        }
        return "";
    }
}
