package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.plan.Clearing;
import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.compression.plan.TailReduction;
import io.plimsoll.compression.reduce.Ladders;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.pipeline.Rewriter.Rewrite;
import io.plimsoll.gateway.session.Explanation.Decision;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Has newest results that are too large to stay whole say less, so that none of them has to be given up. Blocking, thread-safe.
 */
final class TailStep {

    private final ShorteningGate gate;
    private final GatewayMeters meters;

    TailStep(CutArchive archive, GatewayMeters meters) {
        gate = new ShorteningGate(archive, meters);
        this.meters = meters;
    }

    /** The request with what had to say less; {@code asIs} itself where nothing had to, could, or may. */
    Rewrite fitted(CountedRequest request, Rewrite asIs, CutGoal goal) {
        boolean reduces = !request.identified().policy().effectiveReduce().isEmpty();
        if (!reduces || asIs.rendered().totalTokens() <= goal.lineTokens()) {
            return asIs;
        }
        var planner = new TailReduction(
                request.model().prompts(),
                request.history().clearings(),
                Ladders.of(request.identified().policy()));
        Optional<Clearing.Plan> planned = planner.plan(request.counted(), asIs.view(), goal);
        if (planned.isEmpty() || !gate.lets(request, planned.get())) {
            return asIs;
        }
        meters.reduced(planned.get().savedTokens());
        return new Rewrite(
                planned.get().view(),
                planned.get().view().render(request.counted()),
                EnumSet.of(Decision.REDUCE),
                "over the line; the largest of the newest results say less");
    }
}
