package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.View;
import io.plimsoll.compression.check.HistoryValidator;
import io.plimsoll.compression.plan.Clearing;
import io.plimsoll.compression.plan.ClearingPlanner;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.metrics.GatewayMeters.Step;
import io.plimsoll.gateway.session.Lane;
import io.plimsoll.gateway.surface.ContextEdit;
import io.plimsoll.retrieval.ArchiveException;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears what the client wants cleared of its own history. It holds for the lane from then on, and is archived first, so that a
 * recall may bring it back. Thread-safe; of two turns of a lane at the same time one clears and the other goes with it.
 */
final class ClearingStep {

    private static final Logger LOG = LoggerFactory.getLogger(ClearingStep.class);

    private final HistoryValidator validator = new HistoryValidator();
    private final CutArchive archive;
    private final Workers workers;
    private final GatewayMeters meters;
    private final InstantSource clock;

    ClearingStep(CutArchive archive, Workers workers, GatewayMeters meters, InstantSource clock) {
        this.archive = archive;
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
        while (true) {
            View seen = lane.state().view();
            Optional<Clearing.Plan> planned = planned(request, seen, wanted);
            if (planned.isEmpty() || !isKept(request, planned.get())) {
                return false;
            }
            if (lane.tryUpdateView(seen, planned.get().view())) {
                meters.cleared(planned.get().savedTokens());
                return true;
            }
        }
    }

    /** The clearing to make, if there is one that leaves the history legal. */
    private Optional<Clearing.Plan> planned(CountedRequest request, View seen, List<Clearing> wanted) {
        var planner =
                new ClearingPlanner(request.model().prompts(), request.history().clearings());
        Optional<Clearing.Plan> planned = planner.plan(request.counted(), seen, wanted, clock.instant());
        if (planned.isEmpty()) {
            return planned;
        }
        var elements = planned.get().view().render(request.counted()).elements();
        var violations = validator.check(request.counted().conversation(), elements, 0);
        if (violations.isEmpty()) {
            return planned;
        }
        LOG.atWarn()
                .addKeyValue("lane", request.identified().lane().key())
                .addKeyValue("violations", violations)
                .log("what a client wants cleared would break the history and stays");
        meters.degraded(Step.VALIDATOR);
        return Optional.empty();
    }

    private boolean isKept(CountedRequest request, Clearing.Plan plan) {
        Conversation conversation = request.counted().conversation();
        try {
            archive.keep(request.identified().lane().key(), conversation, plan.made());
            return true;
        } catch (ArchiveException notKept) {
            LOG.atWarn().setCause(notKept).log("what a client wants cleared could not be archived, and stays");
            meters.degraded(Step.ARCHIVE);
            return false;
        }
    }
}
