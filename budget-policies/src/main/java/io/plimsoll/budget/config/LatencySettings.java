package io.plimsoll.budget.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The latency that admission has to keep; it may trade throughput for it.
 *
 * @param ttftP95 time to the first token that 95 of 100 requests stay under; absent for no target
 */
public record LatencySettings(@Nullable Duration ttftP95) {

    static final LatencySettings ABSENT = new LatencySettings(null);
}
