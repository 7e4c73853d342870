package io.plimsoll.gateway.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.budget.LaneKey;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.View;
import io.plimsoll.gateway.views.HistoryEnd;
import io.plimsoll.gateway.views.KeptLane;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The lanes that a request may go on with, by their names and by the ends of their histories: those at hand, and those that
 * were written down and come back when they are asked for. Thread-safe.
 */
final class KnownLanes {

    /** How many ends of histories are remembered for each lane that may be at hand. */
    private static final int ENDS_PER_LANE = 16;

    private final Cache<LaneKey, Lane> lanes;
    private final Cache<HistoryEnd, LaneKey> ends;
    private final LaneKeeper keeper;

    /** The newest end of a history that is known, and whose it is. */
    record KnownEnd(ChainHash hash, Lane lane) {

        /** Whether the lane's history ends there. */
        boolean isNewest() {
            return hash.equals(lane.state().last());
        }
    }

    /** An end that is known here: index into a chain, and the name of a lane that is at hand or may be written down. */
    private record Sighting(int message, LaneKey lane) {}

    KnownLanes(int maxLanes, Duration idle, Ticker ticker, LaneKeeper keeper) {
        this.lanes = bounded(maxLanes, idle, ticker).build();
        this.ends = bounded((long) maxLanes * ENDS_PER_LANE, idle, ticker).build();
        this.keeper = keeper;
    }

    static Caffeine<Object, Object> bounded(long size, Duration idle, Ticker ticker) {
        return Caffeine.newBuilder().maximumSize(size).expireAfterAccess(idle).ticker(ticker);
    }

    /** All that are at hand, in no order; one that is removed here is at hand no more. */
    Collection<Lane> atHand() {
        return lanes.asMap().values();
    }

    /** Whether {@link #named} would read what was written down. */
    boolean isAsleep(LaneKey key) {
        return lanes.getIfPresent(key) == null && keeper.mayHold(key);
    }

    /** Whether a history goes on from this lane, so that no other can have its name. */
    boolean isBegun(LaneKey key) {
        @Nullable Lane awake = lanes.getIfPresent(key);
        return awake == null ? keeper.mayHold(key) : awake.state().last() != null;
    }

    /** The lane of this name. Blocks for one that is asleep. */
    Optional<Lane> named(LaneKey key) {
        @Nullable Lane awake = lanes.getIfPresent(key);
        return awake != null ? Optional.of(awake) : keeper.load(key).map(this::awake);
    }

    /** The lane of this name; where it is not at hand, a new one with {@code view}. */
    Lane begun(Lane.Identity identity, View view) {
        return lanes.get(identity.key(), missing -> new Lane(identity, view, keeper));
    }

    /** The history of the lane ends there now. */
    void reached(HistoryEnd end, Lane lane) {
        lane.reached(end.hash());
        ends.put(end, lane.key());
    }

    /** Whether {@link #newestEnd}, and what follows from it, needs a store: not where the history extends a lane at hand. */
    boolean needsStore(String tenant, String scope, List<ChainHash> chain) {
        Optional<Sighting> sighted = sighted(tenant, scope, chain);
        if (sighted.isEmpty()) {
            return keeper.mayHold(tenant, scope, chain);
        }
        @Nullable Lane lane = lanes.getIfPresent(sighted.get().lane());
        if (lane == null) {
            return true;
        }
        if (new KnownEnd(chain.get(sighted.get().message()), lane).isNewest()) {
            return false;
        }
        boolean edited = !lane.state().view().edits().isEmpty();
        return (edited && keeper.keeps()) || keeper.mayHold(tenant, scope, behind(sighted, chain));
    }

    /** The newest known end that is in this chain. May block. */
    Optional<KnownEnd> newestEnd(String tenant, String scope, List<ChainHash> chain) {
        Optional<Sighting> sighted = sighted(tenant, scope, chain);
        Optional<KnownEnd> known =
                sighted.flatMap(end -> named(end.lane()).map(lane -> new KnownEnd(chain.get(end.message()), lane)));
        if (known.filter(KnownEnd::isNewest).isPresent()) {
            return known;
        }
        return writtenDown(tenant, scope, behind(sighted, chain)).or(() -> known);
    }

    private Optional<KnownEnd> writtenDown(String tenant, String scope, List<ChainHash> chain) {
        return keeper.find(tenant, scope, chain)
                .flatMap(kept -> chain.reversed().stream()
                        .filter(kept.ends()::contains)
                        .findFirst()
                        .map(end -> new KnownEnd(end, awake(kept))));
    }

    private Optional<Sighting> sighted(String tenant, String scope, List<ChainHash> chain) {
        ConcurrentMap<HistoryEnd, LaneKey> known = ends.asMap();
        for (int k = chain.size() - 1; k >= 0; k--) {
            @Nullable LaneKey key = known.get(new HistoryEnd(tenant, scope, chain.get(k)));
            if (key != null && (lanes.getIfPresent(key) != null || keeper.mayHold(key))) {
                return Optional.of(new Sighting(k, key));
            }
        }
        return Optional.empty();
    }

    private static List<ChainHash> behind(Optional<Sighting> sighted, List<ChainHash> chain) {
        return chain.subList(sighted.map(end -> end.message() + 1).orElse(0), chain.size());
    }

    private Lane awake(KeptLane kept) {
        return lanes.get(kept.key(), missing -> keeper.wake(kept));
    }
}
