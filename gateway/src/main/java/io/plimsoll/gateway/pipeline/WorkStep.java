package io.plimsoll.gateway.pipeline;

import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.metrics.GatewayMeters.Step;
import io.plimsoll.gateway.quality.WorkWatch;
import io.plimsoll.gateway.session.Explanation.Decision;

/** Has the agent's newest work looked at beside the request, which does not wait for it. Thread-safe. */
final class WorkStep {

    private final WorkWatch watch;
    private final Workers workers;
    private final Defects defects;

    WorkStep(WorkWatch watch, Workers workers, GatewayMeters meters) {
        this.watch = watch;
        this.workers = workers;
        this.defects = new Defects(meters);
    }

    /** Looks at what the request tells of the agent's work; the request itself is given back as it is. */
    EditedRequest watch(EditedRequest edited) {
        IdentifiedRequest request = edited.counted().identified();
        var conversation = edited.counted().counted().conversation();
        if (WorkWatch.showsWork(conversation)) {
            long cuts = request.lane().state().view().cuts();
            boolean wasCut = cuts > (edited.decisions().contains(Decision.CUT) ? 1 : 0);
            workers.run(() -> {
                        watch.watch(request.lane().key(), request.policy(), conversation, wasCut);
                        return true;
                    })
                    .onFailure(defect -> defects.degraded(Step.PIPELINE, defect));
        }
        return edited;
    }
}
