package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.Backend;
import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.ledger.LaneFootprint;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.gateway.pipeline.PrefixWarmth.Signs;
import io.plimsoll.gateway.session.Lane;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the signs by which a lane's prefix is taken to be cached or lost. Thread-safe.
 *
 * @param fleet where the lane last ran, what the books say that it holds there, and what was lost
 */
record LaneWarmth(Fleet fleet) {

    /** @param scarce whether the lane's pool is under pressure now */
    PrefixWarmth of(Lane lane, boolean scarce) {
        @Nullable RenderedView sent = lane.state().rendered();
        if (sent == null) {
            return PrefixWarmth.WARM;
        }
        LaneKey key = lane.key();
        Optional<String> home = fleet.affinity()
                .of(key)
                .filter(name -> fleet.backends()
                        .named(name)
                        .filter(LaneWarmth::takesRequests)
                        .isPresent());
        Optional<LaneFootprint> held = fleet.ledger()
                .footprint(key)
                .filter(footprint -> home.filter(footprint.pool()::equals).isPresent());
        @Nullable Duration idle = held.map(LaneFootprint::idle).orElse(null);
        return PrefixWarmth.of(new Signs(
                sent.totalTokens(),
                home.isPresent(),
                held.map(LaneFootprint::tokens).orElse(0),
                idle,
                idle != null && home.isPresent() && fleet.caches().emptiedWithin(home.get(), idle),
                scarce || (idle != null && home.isPresent() && fleet.caches().evictedWithin(home.get(), idle))));
    }

    private static boolean takesRequests(Backend backend) {
        return backend.status().isHealthy() && backend.hasRoom();
    }
}
