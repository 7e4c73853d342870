package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.config.Arrival;
import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.ArrivalPlanner;
import io.plimsoll.compression.plan.Clearing;
import io.plimsoll.compression.reduce.Ladders;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.session.Lane;
import io.plimsoll.gateway.surface.ContextEdit;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Has large results that have just arrived say the same in fewer words, where the policy allows it. The words are the lane's
 * from then on, so the prefix stays; the original is archived. Thread-safe; of two turns of a lane at the same time one makes
 * the edit and the other goes with it.
 */
final class ArrivalStep {

    private final ShorteningGate gate;
    private final Workers workers;
    private final GatewayMeters meters;
    private final InstantSource clock;

    ArrivalStep(CutArchive archive, Workers workers, GatewayMeters meters, InstantSource clock) {
        gate = new ShorteningGate(archive, meters);
        this.workers = workers;
        this.meters = meters;
        this.clock = clock;
    }

    /** Shortens what it can; whether anything was. */
    Future<Boolean> shorten(CountedRequest request) {
        return isDue(request) ? workers.run(() -> shortened(request)) : Future.succeededFuture(false);
    }

    /** A client that clears its own history takes away, unasked, what fewer words may refer to. */
    private static boolean isDue(CountedRequest request) {
        return request.identified().policy().effectiveArrival() == Arrival.LOSSLESS
                && request.identified().request().contextEdits().stream().noneMatch(ContextEdit.Clear.class::isInstance)
                && ArrivalPlanner.isDue(request.counted());
    }

    private boolean shortened(CountedRequest request) {
        Lane lane = request.identified().lane();
        var planner = new ArrivalPlanner(
                request.model().prompts(),
                request.history().clearings(),
                Ladders.of(request.identified().policy()));
        while (true) {
            View seen = lane.state().view();
            Optional<Clearing.Plan> planned = planner.plan(request.counted(), seen, clock.instant());
            if (planned.isEmpty() || !gate.lets(request, planned.get())) {
                return false;
            }
            if (lane.tryUpdateView(seen, planned.get().view())) {
                meters.reduced(planned.get().savedTokens());
                return true;
            }
        }
    }
}
