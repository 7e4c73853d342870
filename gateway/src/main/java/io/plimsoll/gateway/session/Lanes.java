package io.plimsoll.gateway.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.budget.LaneKey;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.View;
import io.plimsoll.gateway.session.KnownLanes.KnownEnd;
import io.plimsoll.gateway.views.HistoryEnd;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The lanes of all sessions, found by what the client says and by what its history shows. Thread-safe, bounded by count
 * and idle time: an evicted lane comes back as it was written down, and starts again without edits where it was not, which is
 * right and only costs a prefill.
 *
 * <p>A history belongs to the lane whose newest known message it holds, so it extends that lane or repeats its last
 * request. A history that holds an older message of a lane but not its newest one has been rewound or forked: it becomes
 * a lane of its own that inherits the edits made before the fork, so that its prefix stays as the backend knows it. A
 * history that holds no known message starts a new lane; where the client names no session, a new session.
 */
public final class Lanes {

    private static final String LINEAGE = "lineage-";

    private final KnownLanes known;
    private final Cache<SessionKey, Boolean> begun;
    private final Cache<SessionKey, Boolean> compacted;
    private final LaneKeeper keeper;

    private record SessionKey(String tenant, String session) {

        static SessionKey of(LaneKey lane) {
            return new SessionKey(lane.tenant(), lane.session());
        }
    }

    /**
     * Lanes of which nothing is written down.
     *
     * @param maxLanes the most lanes kept
     * @param idle how long a lane is kept after its last turn
     */
    public Lanes(int maxLanes, Duration idle, Ticker ticker) {
        this(maxLanes, idle, ticker, LaneKeeper.none(ticker));
    }

    /**
     * Lanes that outlive their time here.
     *
     * @param keeper writes them down
     */
    public Lanes(int maxLanes, Duration idle, Ticker ticker, LaneKeeper keeper) {
        this.known = new KnownLanes(maxLanes, idle, ticker, keeper);
        this.begun = KnownLanes.bounded(maxLanes, idle, ticker).build();
        this.compacted = KnownLanes.bounded(maxLanes, idle, ticker).build();
        this.keeper = keeper;
    }

    /** Whether {@link #locate} or {@link #locateAside} may block: not for the next turn of a lane that is at hand. */
    public boolean mayBlock(String tenant, SessionNames names, Conversation conversation) {
        return isNamed(names)
                ? known.isAsleep(named(tenant, names))
                : known.needsStore(tenant, scope(names), conversation.chain());
    }

    /** The lane that a request with this history is a turn of; the lane remembers the history's end. May block. */
    public Lane locate(String tenant, SessionNames names, Conversation conversation) {
        Lane lane = find(tenant, names, conversation);
        reached(tenant, names, conversation, lane);
        return lane;
    }

    /**
     * The lane of a request in which a client has its history summarised, without going on with it. The lane does not remember such an end: when
     * the history goes on after all, it is not taken for a fork. A lane that it begins does. May block.
     */
    public Lane locateAside(String tenant, SessionNames names, Conversation conversation) {
        Lane lane = find(tenant, names, conversation);
        if (lane.state().last() == null) {
            reached(tenant, names, conversation, lane);
        }
        compacted(lane.key());
        return lane;
    }

    /** The history of this lane was compacted: the next one that begins in its session goes on from there. */
    private void compacted(LaneKey lane) {
        compacted.put(SessionKey.of(lane), true);
    }

    /** The session of the lane that this history extends or comes from; empty where none is known. May block. */
    public Optional<String> sessionOf(String tenant, SessionNames names, Conversation conversation) {
        return known.newestEnd(tenant, scope(names), conversation.chain())
                .map(end -> end.lane().key().session());
    }

    /**
     * The lane of a request without a history that can be read. What is written down of it stays where it is, for the next
     * turn that needs it.
     */
    public Lane locate(String tenant, SessionNames names) {
        String session = names.session() == null ? "none" : names.session();
        String lane = names.lane() == null ? LaneKey.MAIN : names.lane();
        var identity = new Lane.Identity(new LaneKey(tenant, session, lane), scope(names), false);
        return known.isAsleep(identity.key())
                ? new Lane(identity, View.EMPTY, keeper)
                : known.begun(identity, View.EMPTY);
    }

    /** All lanes that are at hand, in no order. */
    public Collection<Lane> all() {
        return known.atHand();
    }

    /**
     * Forgets a session, and leaves nothing of what was written down of it. Blocking.
     *
     * @return how many of its lanes were at hand or had been written down
     */
    public int forget(String tenant, String session) {
        var key = new SessionKey(tenant, session);
        List<Lane> atHand = known.atHand().stream()
                .filter(lane -> SessionKey.of(lane.key()).equals(key))
                .toList();
        atHand.forEach(Lane::forget);
        known.atHand().removeAll(atHand);
        compacted.invalidate(key);
        begun.invalidate(key);
        return Math.max(atHand.size(), keeper.delete(tenant, session));
    }

    private void reached(String tenant, SessionNames names, Conversation conversation, Lane lane) {
        List<ChainHash> chain = conversation.chain();
        if (chain.isEmpty()) {
            return;
        }
        boolean begins = lane.state().last() == null;
        known.reached(new HistoryEnd(tenant, scope(names), chain.getLast()), lane);
        if (begins && !lane.state().view().edits().isEmpty()) {
            lane.keep();
        } else if (!begins && lane.isUnkept()) {
            // A lane of one turn has nothing to go on with; most side calls are that.
            keeper.writeSoon(lane);
        }
    }

    private Lane find(String tenant, SessionNames names, Conversation conversation) {
        if (isNamed(names)) {
            var identity = new Lane.Identity(named(tenant, names), scope(names), false);
            return known.named(identity.key()).orElseGet(() -> known.begun(identity, View.EMPTY));
        }
        return known.newestEnd(tenant, scope(names), conversation.chain())
                .map(end -> extended(tenant, names, conversation, end))
                .orElseGet(() -> started(tenant, names, conversation, View.EMPTY));
    }

    private Lane extended(String tenant, SessionNames names, Conversation conversation, KnownEnd end) {
        return end.isNewest()
                ? end.lane()
                : started(tenant, names, conversation, end.lane().state().view().on(conversation));
    }

    private Lane started(String tenant, SessionNames names, Conversation conversation, View inherited) {
        var session = new SessionKey(tenant, names.session() != null ? names.session() : lineageName(conversation));
        LaneKey key = unused(session, conversation);
        boolean followsCompaction = compacted.asMap().remove(session) != null;
        return known.begun(new Lane.Identity(key, scope(names), followsCompaction), inherited);
    }

    /**
     * A name for a lane that begins with this history: the first one of a session is the agent itself, all others are called
     * after what they begin with, so that none gets the name of one that rests or was written down.
     */
    private LaneKey unused(SessionKey session, Conversation conversation) {
        var main = new LaneKey(session.tenant(), session.session(), LaneKey.MAIN);
        boolean isFirst = begun.asMap().putIfAbsent(session, true) == null;
        return isFirst && !known.isBegun(main)
                ? main
                : new LaneKey(session.tenant(), session.session(), "lane-" + start(conversation));
    }

    private static boolean isNamed(SessionNames names) {
        return names.lane() != null && names.session() != null;
    }

    private static LaneKey named(String tenant, SessionNames names) {
        return new LaneKey(tenant, Objects.requireNonNull(names.session()), Objects.requireNonNull(names.lane()));
    }

    /**
     * Histories of named sessions are never matched with those of others. A session that was named here had no name when its
     * histories came, and is named when a client continues one of its responses.
     */
    private static String scope(SessionNames names) {
        return names.session() == null || names.session().startsWith(LINEAGE) ? "" : names.session();
    }

    /** A session that nobody named is called after the history with which it began. */
    private static String lineageName(Conversation conversation) {
        return LINEAGE + start(conversation);
    }

    /** What tells a history that begins from all others. */
    private static String start(Conversation conversation) {
        ChainHash start = conversation.chain().isEmpty()
                ? conversation.head()
                : conversation.chain().getLast();
        return start.toString().substring(0, 12);
    }
}
