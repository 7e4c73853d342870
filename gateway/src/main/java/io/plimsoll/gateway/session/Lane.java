package io.plimsoll.gateway.session;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.View;
import io.plimsoll.gateway.views.KeptLane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a lane between two turns: its view, where its history ended, and how its last request was explained;
 * never the conversation. Thread-safe: the state is one immutable record that is replaced whole.
 */
public final class Lane {

    /** How many ends of its history are written down, the newest. */
    private static final int MOST_ENDS = 16;
    /** How long what was written down of a lane in use may stay as it is: the least recently written go first. */
    private static final long KEPT_NANOS = Duration.ofHours(1).toNanos();

    private final Identity identity;
    private final LaneKeeper keeper;
    private final AtomicReference<State> state;
    /** Whether it goes on from what another process, or an earlier time of this one, wrote down. */
    private final boolean woken;
    /** Written down, oldest first. Guarded by this. */
    private final List<ChainHash> ends;

    private volatile @Nullable Kept kept;
    /** Guarded by this. */
    private boolean forgotten;

    /**
     * What of a lane never changes.
     *
     * @param key whose lane it is
     * @param scope {@link KeptLane#scope()}
     * @param followsCompaction whether its history began with the summary of an earlier one
     */
    record Identity(LaneKey key, String scope, boolean followsCompaction) {}

    /** When and with which backend the lane was last written down. */
    private record Kept(@Nullable String home, long atNanos) {}

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

    /** A lane that begins with {@code view}. */
    Lane(Identity identity, View view, LaneKeeper keeper) {
        this.identity = identity;
        this.keeper = keeper;
        this.state = new AtomicReference<>(new State(view, null, null, null, null));
        this.woken = false;
        this.ends = new ArrayList<>();
    }

    private Lane(KeptLane from, LaneKeeper keeper) {
        this.identity = new Identity(from.key(), from.scope(), from.followsCompaction());
        this.keeper = keeper;
        this.state = new AtomicReference<>(new State(from.view(), from.ends().getLast(), null, null, null));
        this.woken = true;
        this.ends = new ArrayList<>(from.ends());
        this.kept = new Kept(from.backend(), keeper.nanoTime());
    }

    /** A lane that goes on from what was written down of it. */
    static Lane woken(KeptLane from, LaneKeeper keeper) {
        return new Lane(from, keeper);
    }

    /** Whose lane it is. */
    public LaneKey key() {
        return identity.key();
    }

    /** Whether its history began with the summary of an earlier one, whose cut text is in the session's archive. */
    public boolean followsCompaction() {
        return identity.followsCompaction();
    }

    /** Whether any request of it was sent before. */
    public boolean hasSent() {
        return woken || state().rendered() != null;
    }

    /** The lane as it is now. */
    public State state() {
        return state.get();
    }

    /**
     * Makes {@code next} the lane's view, unless another request of the lane has changed it since {@code seen} was read.
     * Of two turns at the same time only one cuts; the other goes with what the first one made. No request sees the view
     * before it is written down. Blocking.
     */
    public synchronized boolean tryUpdateView(View seen, View next) {
        if (state.get().view() != seen) {
            return false;
        }
        write(next);
        state.updateAndGet(s -> new State(next, s.last(), s.rendered(), s.answered(), s.explanation()));
        return true;
    }

    /** Writes the lane down as it is now. Blocking. */
    synchronized void keep() {
        write(state.get().view());
    }

    /** Whether what was written down of the lane is not what another process should go on with, but for its newest end. */
    boolean isUnkept() {
        Kept last = kept;
        return keeper.keeps()
                && (last == null
                        || keeper.nanoTime() - last.atNanos() > KEPT_NANOS
                        || keeper.homeOf(key())
                                .filter(home -> !home.equals(last.home()))
                                .isPresent());
    }

    /** Nothing of it is written down from now on. */
    synchronized void forget() {
        forgotten = true;
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

    private void write(View view) {
        ChainHash last = state.get().last();
        if (forgotten || last == null || !keeper.keeps()) {
            return;
        }
        ends.remove(last);
        ends.add(last);
        if (ends.size() > MOST_ENDS) {
            ends.removeFirst();
        }
        Kept before = kept;
        String home = keeper.homeOf(key()).orElse(before == null ? null : before.home());
        kept = new Kept(home, keeper.nanoTime());
        keeper.write(new KeptLane(key(), identity.scope(), ends, identity.followsCompaction(), home, view));
    }
}
