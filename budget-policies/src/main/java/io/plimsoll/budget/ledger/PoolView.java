package io.plimsoll.budget.ledger;

import io.plimsoll.budget.LaneKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers questions about one pool at one moment. Not thread-safe: guarded by the ledger's lock. */
final class PoolView {

    /** How long a lane counts as active after its last request: most tools answer within that time. */
    private static final Duration ACTIVE = Duration.ofSeconds(30);

    private final BlockPool pool;
    private final long nowNanos;

    PoolView(BlockPool pool, long nowNanos) {
        this.pool = pool;
        this.nowNanos = nowNanos;
    }

    Pressure pressure() {
        var blocks = 0L;
        var prefixes = new HashSet<SharedPrefix>();
        for (var reservation : pool.running()) {
            blocks += reservation.own.wanted();
            prefixes.add(reservation.demand().prefix());
        }
        // Latest first, so the first lane that has rested too long ends the walk.
        for (var rest : pool.resting().reversed().values()) {
            if (nowNanos - rest.sinceNanos >= ACTIVE.toNanos()) {
                break;
            }
            blocks += rest.idleBlocks;
            prefixes.add(rest.prefix);
        }
        return new Pressure(blocks + prefixBlocks(prefixes), pool.shape().capacityBlocks());
    }

    List<LaneFootprint> footprints() {
        Map<LaneKey, List<Reservation>> requests = new HashMap<>();
        for (var reservation : pool.running()) {
            requests.computeIfAbsent(reservation.demand().lane(), lane -> new ArrayList<>())
                    .add(reservation);
        }
        var lanes = new LinkedHashSet<>(requests.keySet());
        lanes.addAll(pool.resting().keySet());
        return lanes.stream()
                .map(lane -> footprint(
                        lane,
                        requests.getOrDefault(lane, List.of()),
                        pool.resting().get(lane)))
                .toList();
    }

    Optional<LaneFootprint> footprint(LaneKey lane) {
        var requests = pool.running().stream()
                .filter(reservation -> reservation.demand().lane().equals(lane))
                .toList();
        var rest = pool.resting().get(lane);
        return requests.isEmpty() && rest == null ? Optional.empty() : Optional.of(footprint(lane, requests, rest));
    }

    private LaneFootprint footprint(LaneKey lane, List<Reservation> requests, @Nullable Resting rest) {
        var sequences = new ArrayList<Integer>();
        var prefixes = new HashSet<SharedPrefix>();
        var blocks = 0L;
        for (var request : requests) {
            sequences.add(request.demand().tokens());
            prefixes.add(request.demand().prefix());
            blocks += request.own.wanted();
        }
        if (rest != null) {
            sequences.add(tokensBeside(rest));
            prefixes.add(rest.prefix);
            blocks += rest.idleBlocks;
        }
        var tokens = sequences.stream().mapToLong(Integer::longValue).sum();
        var bytes = sequences.stream()
                .mapToLong(sequence -> pool.shape().geometry().footprintBytes(sequence))
                .sum();
        var idle =
                rest != null && requests.isEmpty() ? Duration.ofNanos(Math.max(0, nowNanos - rest.sinceNanos)) : null;
        return new LaneFootprint(
                lane,
                pool.name(),
                Math.clamp(tokens, 0, Integer.MAX_VALUE),
                blocks + prefixBlocks(prefixes),
                bytes,
                idle);
    }

    /** What a resting lane holds beyond the request that absorbed it. */
    private static int tokensBeside(Resting rest) {
        var request = rest.absorbedBy;
        return request == null
                ? rest.tokens
                : Math.max(0, rest.tokens - request.demand().tokens());
    }

    private long prefixBlocks(Set<SharedPrefix> prefixes) {
        return prefixes.stream().mapToLong(pool::prefixBlocks).sum();
    }
}
