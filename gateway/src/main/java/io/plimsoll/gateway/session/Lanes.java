package io.plimsoll.gateway.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.budget.LaneKey;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.View;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of all sessions, found by what the client says and by what its history shows. Thread-safe, bounded by count
 * and idle time: an evicted lane starts again without edits, which is right and only costs a prefill.
 *
 * <p>A history belongs to the lane whose newest known message it holds, so it extends that lane or repeats its last
 * request. A history that holds an older message of a lane but not its newest one has been rewound or forked: it becomes
 * a lane of its own that inherits the edits made before the fork, so that its prefix stays as the backend knows it. A
 * history that holds no known message starts a new lane; where the client names no session, a new session.
 */
public final class Lanes {

    private static final String LINEAGE = "lineage-";

    /** How many ends of histories are remembered for each lane that may exist. */
    private static final int ENDS_PER_LANE = 16;

    private final Cache<LaneKey, Lane> lanes;
    private final Cache<EndKey, LaneKey> ends;
    private final Cache<SessionKey, AtomicInteger> laneCounts;
    private final Cache<SessionKey, Boolean> compacted;

    /** The end of a history that was once sent, within one tenant and, where it is named, one session. */
    private record EndKey(String tenant, String session, ChainHash end) {}

    private record SessionKey(String tenant, String session) {}

    /**
     * @param maxLanes the most lanes kept
     * @param idle how long a lane is kept after its last turn
     */
    public Lanes(int maxLanes, Duration idle, Ticker ticker) {
        this.lanes = bounded(maxLanes, idle, ticker).build();
        this.ends = bounded((long) maxLanes * ENDS_PER_LANE, idle, ticker).build();
        this.laneCounts = bounded(maxLanes, idle, ticker).build();
        this.compacted = bounded(maxLanes, idle, ticker).build();
    }

    private static Caffeine<Object, Object> bounded(long size, Duration idle, Ticker ticker) {
        return Caffeine.newBuilder().maximumSize(size).expireAfterAccess(idle).ticker(ticker);
    }

    /** The lane that a request with this history is a turn of; the lane remembers the history's end. */
    public Lane locate(String tenant, SessionNames names, Conversation conversation) {
        Lane lane = find(tenant, names, conversation);
        reached(tenant, names, conversation, lane);
        return lane;
    }

    /**
     * The lane of a request in which a client has its history summarised, without going on with it. The lane does not remember such an end: when
     * the history goes on after all, it is not taken for a fork. A lane that it begins does.
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
        compacted.put(new SessionKey(lane.tenant(), lane.session()), true);
    }

    /** The session of the lane that this history extends or comes from; empty where none is known. */
    public Optional<String> sessionOf(String tenant, SessionNames names, Conversation conversation) {
        return newestKnownEnd(tenant, names, conversation)
                .map(known -> known.lane().key().session());
    }

    /** The lane of a request without a history that can be read. */
    public Lane locate(String tenant, SessionNames names) {
        String session = names.session() == null ? "none" : names.session();
        String lane = names.lane() == null ? LaneKey.MAIN : names.lane();
        return lane(new LaneKey(tenant, session, lane), View.EMPTY);
    }

    /** All lanes that are kept, in no order. */
    public Collection<Lane> all() {
        return lanes.asMap().values();
    }

    private void reached(String tenant, SessionNames names, Conversation conversation, Lane lane) {
        List<ChainHash> chain = conversation.chain();
        if (!chain.isEmpty()) {
            lane.reached(chain.getLast());
            ends.put(new EndKey(tenant, scope(names), chain.getLast()), lane.key());
        }
    }

    private Lane find(String tenant, SessionNames names, Conversation conversation) {
        if (names.lane() != null && names.session() != null) {
            return lane(new LaneKey(tenant, names.session(), names.lane()), View.EMPTY);
        }
        return newestKnownEnd(tenant, names, conversation)
                .map(end -> extended(tenant, names, conversation, end))
                .orElseGet(() -> started(tenant, names, conversation, View.EMPTY));
    }

    private Lane extended(String tenant, SessionNames names, Conversation conversation, KnownEnd known) {
        boolean newest = known.end().equals(known.lane().state().last());
        if (newest) {
            return known.lane();
        }
        return started(tenant, names, conversation, known.lane().state().view().on(conversation));
    }

    private Lane started(String tenant, SessionNames names, Conversation conversation, View inherited) {
        var session = new SessionKey(tenant, names.session() != null ? names.session() : lineageName(conversation));
        int number = laneCounts.get(session, key -> new AtomicInteger()).incrementAndGet();
        String lane = number == 1 ? LaneKey.MAIN : "lane-" + number;
        boolean followsCompaction = compacted.asMap().remove(session) != null;
        return lanes.get(
                new LaneKey(tenant, session.session(), lane),
                missing -> new Lane(missing, inherited, followsCompaction));
    }

    private Lane lane(LaneKey key, View inherited) {
        return lanes.get(key, missing -> new Lane(missing, inherited, false));
    }

    private record KnownEnd(ChainHash end, Lane lane) {}

    private Optional<KnownEnd> newestKnownEnd(String tenant, SessionNames names, Conversation conversation) {
        ConcurrentMap<EndKey, LaneKey> known = ends.asMap();
        List<ChainHash> chain = conversation.chain();
        for (int k = chain.size() - 1; k >= 0; k--) {
            @Nullable LaneKey key = known.get(new EndKey(tenant, scope(names), chain.get(k)));
            @Nullable Lane lane = key == null ? null : lanes.getIfPresent(key);
            if (lane != null) {
                return Optional.of(new KnownEnd(chain.get(k), lane));
            }
        }
        return Optional.empty();
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
        ChainHash start = conversation.chain().isEmpty()
                ? conversation.head()
                : conversation.chain().getLast();
        return LINEAGE + start.toString().substring(0, 12);
    }
}
