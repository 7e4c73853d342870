package io.plimsoll.gateway;

import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.TimeoutSettings;
import io.plimsoll.gateway.http.EdgeOptions;
import java.time.Duration;

/** The edge's options as a policy file sets them. */
final class EdgeLimits {

    private static final Duration CLIENT_STALL = Duration.ofMinutes(10);
    private static final int MAX_RETRIES = 3;

    private EdgeLimits() {}

    static EdgeOptions of(PolicyFile file) {
        TimeoutSettings timeouts = file.effectiveTimeouts();
        return new EdgeOptions(
                file.effectiveListen().effectiveHost(),
                file.effectiveListen().effectivePort(),
                Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 16),
                Math.min(file.effectiveLimits().effectiveBody().bytes(), Integer.MAX_VALUE - 8),
                timeouts.effectiveConnect(),
                timeouts.effectiveFirstToken(),
                timeouts.effectiveIdle(),
                timeouts.effectiveTotal(),
                timeouts.effectiveUpload(),
                CLIENT_STALL,
                MAX_RETRIES);
    }
}
