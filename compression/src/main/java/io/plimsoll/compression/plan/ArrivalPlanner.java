package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.compression.ClearingWriter;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.View;
import io.plimsoll.compression.reduce.Ladder;
import io.plimsoll.compression.reduce.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Plans what large results say in fewer words before they are sent for the first time: it costs no prefix then, and stays in the
 * view from then on. Nothing is lost by it. Pure and deterministic; thread-safe if its counter and writer are.
 */
public final class ArrivalPlanner {

    /** A shorter result is not worth the look. */
    private static final int LARGE_TOKENS = 500;
    /** What has to be saved of one, as a share of it. */
    private static final double WORTHWHILE = .15;

    private final PromptCounter counter;
    private final ClearingWriter writer;
    private final Ladder ladder;

    /**
     * A planner for one model and one dialect.
     *
     * @param counter counts as {@link CountedConversation} was counted
     * @param writer writes messages that say less
     * @param ladder what may be tried; only its lossless rungs are
     */
    public ArrivalPlanner(PromptCounter counter, ClearingWriter writer, Ladder ladder) {
        this.counter = counter;
        this.writer = writer;
        this.ladder = ladder.losslessOnly();
    }

    /** Whether a request brings a result that is large enough; quick. */
    public static boolean isDue(CountedConversation counted) {
        List<HistoryMessage> messages = counted.conversation().messages();
        for (int i = arrivedFrom(messages); i < messages.size(); i++) {
            boolean answers = !messages.get(i).facts().results().isEmpty();
            if (answers && counted.messageTokens()[i] > LARGE_TOKENS) {
                return true;
            }
        }
        return false;
    }

    /** The results behind the model's last call: those that no backend has seen. */
    private static int arrivedFrom(List<HistoryMessage> messages) {
        int from = messages.size();
        while (from > 0 && messages.get(from - 1).facts().calls().isEmpty()) {
            from--;
        }
        return from;
    }

    /**
     * The fewer words, if there are any.
     *
     * @param now the time that the edits carry; it decides nothing
     */
    public Optional<Clearing.Plan> plan(CountedConversation counted, View view, Instant now) {
        History history = History.of(counted, view);
        var shortening = new Shortening(history, counter, writer);
        int from = arrivedFrom(history.messages());
        SeenTools tools = SeenTools.of(history, writer);
        for (int i = 0; i < tools.all().size(); i++) {
            SeenTools.Seen seen = tools.all().get(i);
            boolean isNew = seen.message() >= from && !shortening.saysLess(seen.message());
            if (isNew && counted.messageTokens()[seen.message()] > LARGE_TOKENS) {
                reduce(history, shortening, tools, i);
            }
        }
        return shortening.plan("shortened at arrival", now);
    }

    private void reduce(History history, Shortening shortening, SeenTools tools, int index) {
        SeenTools.Seen seen = tools.all().get(index);
        int tokens = counter.text(seen.text().result());
        if (tokens > LARGE_TOKENS) {
            SeenTools.told(ladder, tools.reading(index, _ -> true), new Target(0, "", counter::text))
                    .filter(told -> counter.text(told.text()) <= (1 - WORTHWHILE) * tokens)
                    .ifPresent(told -> SeenTools.segment(history, seen)
                            .ifPresent(segment -> shortening.tell(seen.message(), segment, told)));
        }
    }
}
