package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.PolicyMode;
import io.plimsoll.budget.config.WhenOver;
import io.plimsoll.compression.View;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.metrics.GatewayMeters.Step;
import io.plimsoll.gateway.pipeline.Rewriter.Rewrite;
import io.plimsoll.gateway.session.Explanation.Decision;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.Set;

/**
 * Holds a request against its line: replays the lane's view, has it cut and recalled where that is due, and refuses what
 * does not fit all the same. Thread-safe.
 */
final class LineStep {

    private final LaneLines lines;
    private final CutTimes times;
    private final Rewriter rewriter;
    private final Workers workers;
    private final GatewayMeters meters;
    private final Defects defects;

    LineStep(LaneLines lines, CutTimes times, Rewriter rewriter, Workers workers, GatewayMeters meters) {
        this.lines = lines;
        this.times = times;
        this.rewriter = rewriter;
        this.workers = workers;
        this.meters = meters;
        this.defects = new Defects(meters);
    }

    /** The request as it will be sent, or refused. */
    Future<EditedRequest> edit(CountedRequest request) {
        var view = request.identified().lane().state().view();
        Rewrite asIs = Rewriter.asIs(request, view.on(request.counted().conversation()));
        LaneLine line = lines.of(request, asIs);
        if (request.identified().policy().effectiveMode() == PolicyMode.SHADOW) {
            return Future.succeededFuture(edited(request, line, shadowed(request, line)));
        }
        CutBounds bounds = times.ofRequest(request, line);
        if (!rewriter.isNeeded(request, asIs, bounds)) {
            return Future.succeededFuture(edited(request, line, asIs));
        }
        return workers.run(() -> rewriter.rewrite(request, bounds))
                .otherwise(defect -> {
                    defects.degraded(Step.PIPELINE, defect);
                    return asIs;
                })
                .map(rewrite -> edited(request, line, rewrite));
    }

    /** A request of which nothing is sent: the client gets something else in its place. */
    EditedRequest unsent(CountedRequest request) {
        Rewrite asIs = Rewriter.asIs(request, View.EMPTY);
        return new EditedRequest(
                request, asIs.rendered(), lines.of(request, asIs), asIs.decisions(), "nothing was sent");
    }

    /** A policy in shadow decides and counts, and changes nothing; it does not replay what was edited before it was. */
    private Rewrite shadowed(CountedRequest request, LaneLine line) {
        Rewrite asIs = Rewriter.asIs(request, View.EMPTY);
        boolean over = asIs.rendered().totalTokens() > line.line().lineTokens();
        if (over) {
            meters.shadowed();
        }
        return new Rewrite(
                asIs.view(),
                asIs.rendered(),
                EnumSet.of(Decision.PASS),
                over ? "over the line; the policy is in shadow, so it was sent as it came" : asIs.reason());
    }

    /**
     * What cannot be brought below the hard line is refused. Above a line that only pressure drew it is sent all the same:
     * refusing would help nobody's latency more than waiting in the engine's queue.
     */
    private static EditedRequest edited(CountedRequest request, LaneLine line, Rewrite rewrite) {
        int tokens = rewrite.rendered().totalTokens();
        PolicyEntry policy = request.identified().policy();
        boolean enforced = policy.effectiveMode() == PolicyMode.ENFORCE;
        boolean refusesOver = policy.effectiveWhenOver() == WhenOver.REFUSE
                && tokens > line.line().lineTokens();
        boolean refuse = enforced && (tokens > line.hardTokens() || refusesOver);
        return new EditedRequest(
                request,
                rewrite.rendered(),
                line,
                refuse ? Set.of(Decision.REFUSE) : rewrite.decisions(),
                refuse ? "what cannot be cut does not fit below the line" : rewrite.reason());
    }
}
