package io.plimsoll.gateway.pipeline;

import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.metrics.GatewayMeters.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs and counts steps that failed by a defect of the gateway, which the client's request must not pay for. Thread-safe.
 *
 * @param meters where they are counted
 */
record Defects(GatewayMeters meters) {

    private static final Logger LOG = LoggerFactory.getLogger(Defects.class);

    /** The step failed; whoever calls goes on without it. */
    void degraded(Step step, Throwable defect) {
        LOG.atError().addKeyValue("step", step).setCause(defect).log("a step failed; the request goes on without it");
        meters.degraded(step);
    }
}
