package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.check.HistoryValidator;
import io.plimsoll.compression.plan.Clearing;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.metrics.GatewayMeters.Step;
import io.plimsoll.retrieval.ArchiveException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets messages say less only where the history stays legal and what goes can be found again. What may not be is logged and
 * counted, and the messages stay as they are. Blocking, thread-safe.
 */
final class ShorteningGate {

    private static final Logger LOG = LoggerFactory.getLogger(ShorteningGate.class);

    private final HistoryValidator validator = new HistoryValidator();
    private final CutArchive archive;
    private final GatewayMeters meters;

    ShorteningGate(CutArchive archive, GatewayMeters meters) {
        this.archive = archive;
        this.meters = meters;
    }

    /** Whether the plan may be made; what it takes away has been archived then. */
    boolean lets(CountedRequest request, Clearing.Plan plan) {
        return isLegal(request, plan) && isKept(request, plan);
    }

    private boolean isLegal(CountedRequest request, Clearing.Plan plan) {
        var elements = plan.view().render(request.counted()).elements();
        var violations = validator.check(request.counted().conversation(), elements, 0);
        if (violations.isEmpty()) {
            return true;
        }
        LOG.atWarn()
                .addKeyValue("lane", request.identified().lane().key())
                .addKeyValue("violations", violations)
                .log("messages that say less would break the history and stay");
        meters.degraded(Step.VALIDATOR);
        return false;
    }

    private boolean isKept(CountedRequest request, Clearing.Plan plan) {
        try {
            archive.keep(request.identified().lane().key(), request.counted().conversation(), plan.made());
            return true;
        } catch (ArchiveException notKept) {
            LOG.atWarn().setCause(notKept).log("what messages would no longer say could not be archived, and stays");
            meters.degraded(Step.ARCHIVE);
            return false;
        }
    }
}
