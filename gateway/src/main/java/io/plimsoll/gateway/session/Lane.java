package io.plimsoll.gateway.session;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.View;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a lane between two turns: its view, where its history ended, and how its last request was explained;
 * never the conversation. Thread-safe: the state is one immutable record that is replaced whole.
 */
public final class Lane {

    private final LaneKey key;
    private final boolean followsCompaction;
    private final AtomicReference<State> state;

    /**
     * One moment of a lane.
     *
     * @param view the edits that its requests are rendered with
     * @param last the chain hash of the newest message seen, or null before the first turn
     * @param rendered what was last sent: its elements' identities and tokens, for telling how much of a prefix stayed;
     *     null before the first turn
     * @param answered the last request that was answered with the engine's own count; null before the first
     * @param explanation how the last request was decided, or null before the first turn
     */
    public record State(
            View view,
            @Nullable ChainHash last,
            @Nullable RenderedView rendered,
            @Nullable Sent answered,
            @Nullable Explanation explanation) {}

    Lane(LaneKey key, View view, boolean followsCompaction) {
        this.key = key;
        this.followsCompaction = followsCompaction;
        this.state = new AtomicReference<>(new State(view, null, null, null, null));
    }

    /** Whose lane it is. */
    public LaneKey key() {
        return key;
    }

    /** Whether its history began with the summary of an earlier one, whose cut text is in the session's archive. */
    public boolean followsCompaction() {
        return followsCompaction;
    }

    /** The lane as it is now. */
    public State state() {
        return state.get();
    }

    /**
     * Makes {@code next} the lane's view, unless another request of the lane has changed it since {@code seen} was read.
     * Of two turns at the same time only one cuts; the other goes with what the first one made.
     */
    public boolean tryUpdateView(View seen, View next) {
        while (true) {
            State current = state.get();
            if (current.view() != seen) {
                return false;
            }
            if (state.compareAndSet(
                    current,
                    new State(next, current.last(), current.rendered(), current.answered(), current.explanation()))) {
                return true;
            }
        }
    }

    void reached(ChainHash last) {
        state.updateAndGet(s -> new State(s.view(), last, s.rendered(), s.answered(), s.explanation()));
    }

    /** Keeps how a request was decided, for the admin pages. */
    public void explain(Explanation explanation) {
        state.updateAndGet(s -> new State(s.view(), s.last(), s.rendered(), s.answered(), explanation));
    }

    /** Keeps what was sent. */
    public void rendered(RenderedView rendered) {
        state.updateAndGet(s -> new State(s.view(), s.last(), rendered, s.answered(), s.explanation()));
    }

    /** Keeps what the engine counted. */
    public void answered(Sent sent) {
        state.updateAndGet(s -> new State(s.view(), s.last(), s.rendered(), sent, s.explanation()));
    }
}
