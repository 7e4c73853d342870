package io.plimsoll.gateway.views;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.compression.ChainHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which lanes are kept, and where their histories end: all that a store has in memory. Thread-safe; no call takes longer than
 * a look into a map, but those that take lanes out.
 */
final class ViewIndex {

    private final Bounds bounds;
    /** Least recently saved first. */
    private final Map<LaneKey, Entry> lanes = new LinkedHashMap<>();

    private final Map<HistoryEnd, LaneKey> ends = new HashMap<>();
    private long bytes;

    /**
     * How much is kept.
     *
     * @param lanes at most so many lanes
     * @param bytes at most so many bytes on disk
     */
    record Bounds(int lanes, long bytes) {}

    /**
     * What is known of a kept lane.
     *
     * @param ends where its histories end
     * @param bytes the size of its file
     * @param savedAt when it was saved last
     */
    record Entry(LaneKey lane, List<HistoryEnd> ends, int bytes, Instant savedAt) {

        static Entry of(LaneRecord kept, int bytes) {
            KeptLane lane = kept.lane();
            List<HistoryEnd> ends = lane.ends().stream()
                    .map(end -> new HistoryEnd(lane.key().tenant(), lane.scope(), end))
                    .toList();
            return new Entry(lane.key(), ends, bytes, kept.savedAt());
        }
    }

    ViewIndex(Bounds bounds) {
        this.bounds = bounds;
    }

    /** The lane is kept like this now, and was saved after all others. */
    synchronized void put(Entry entry) {
        remove(entry.lane());
        lanes.put(entry.lane(), entry);
        entry.ends().forEach(end -> ends.put(end, entry.lane()));
        bytes += entry.bytes();
    }

    synchronized boolean holds(LaneKey lane) {
        return lanes.containsKey(lane);
    }

    /** The lane that the newest known one of these ends belongs to. */
    synchronized Optional<LaneKey> newest(String tenant, String scope, List<ChainHash> chain) {
        for (ChainHash end : chain.reversed()) {
            @Nullable LaneKey lane = ends.get(new HistoryEnd(tenant, scope, end));
            if (lane != null) {
                return Optional.of(lane);
            }
        }
        return Optional.empty();
    }

    /** Takes the lane out. */
    synchronized void remove(LaneKey lane) {
        @Nullable Entry entry = lanes.remove(lane);
        if (entry != null) {
            bytes -= entry.bytes();
            entry.ends().forEach(end -> ends.remove(end, lane));
        }
    }

    /** Takes out what exceeds the bounds or was last saved before {@code oldest}, the least recently saved first. */
    synchronized List<LaneKey> removeOverflow(Instant oldest) {
        List<LaneKey> removed = new ArrayList<>();
        while (!lanes.isEmpty()) {
            Entry eldest = lanes.values().iterator().next();
            boolean isPast = eldest.savedAt().isBefore(oldest);
            if (!isPast && lanes.size() <= bounds.lanes() && bytes <= bounds.bytes()) {
                break;
            }
            removed.add(eldest.lane());
            remove(eldest.lane());
        }
        return removed;
    }

    /** Takes out the lanes that {@code which} accepts. */
    synchronized List<LaneKey> removeIf(Predicate<LaneKey> which) {
        List<LaneKey> removed = lanes.keySet().stream().filter(which).toList();
        removed.forEach(this::remove);
        return removed;
    }
}
