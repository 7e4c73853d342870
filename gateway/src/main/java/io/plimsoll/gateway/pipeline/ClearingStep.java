package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.Clearing;
import io.plimsoll.compression.plan.ClearingPlanner;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.session.Lane;
import io.plimsoll.gateway.surface.ContextEdit;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Clears what the client wants cleared of its own history. It holds for the lane from then on, and is archived first, so that a
 * recall may bring it back. Thread-safe; of two turns of a lane at the same time one clears and the other goes with it.
 */
final class ClearingStep {

    private final ShorteningGate gate;
    private final Workers workers;
    private final GatewayMeters meters;
    private final InstantSource clock;

    ClearingStep(CutArchive archive, Workers workers, GatewayMeters meters, InstantSource clock) {
        gate = new ShorteningGate(archive, meters);
        this.workers = workers;
        this.meters = meters;
        this.clock = clock;
    }

    /** Clears as much as is due; whether anything was. */
    Future<Boolean> clear(CountedRequest request) {
        List<Clearing> wanted = request.identified().request().contextEdits().stream()
                .filter(ContextEdit.Clear.class::isInstance)
                .map(edit -> ((ContextEdit.Clear) edit).clearing())
                .toList();
        return wanted.isEmpty() ? Future.succeededFuture(false) : workers.run(() -> clear(request, wanted));
    }

    private boolean clear(CountedRequest request, List<Clearing> wanted) {
        Lane lane = request.identified().lane();
        var planner =
                new ClearingPlanner(request.model().prompts(), request.history().clearings());
        while (true) {
            View seen = lane.state().view();
            Optional<Clearing.Plan> planned = planner.plan(request.counted(), seen, wanted, clock.instant());
            if (planned.isEmpty() || !gate.lets(request, planned.get())) {
                return false;
            }
            if (lane.tryUpdateView(seen, planned.get().view())) {
                meters.cleared(planned.get().savedTokens());
                return true;
            }
        }
    }
}
