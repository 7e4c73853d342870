package io.plimsoll.backends;

import java.time.Duration;

/**
 * The rhythm in which a fleet is watched. All durations are above zero.
 *
 * @param probeEvery between two readings of a backend's load; engines may ask for longer pauses
 * @param discoverEvery between two looks whether a healthy backend serves something else now
 * @param retryEvery between two attempts to reach a backend that is not up, and from a breaker's opening to its health check
 * @param timeLimit for one exchange with a backend outside traffic
 * @param startLimit for {@link Backends#start}: what has not answered by then comes later
 * @param failuresToOpen failures in a row after which a backend takes no more traffic, at least 1
 */
public record FleetSettings(
        Duration probeEvery,
        Duration discoverEvery,
        Duration retryEvery,
        Duration timeLimit,
        Duration startLimit,
        int failuresToOpen) {

    public FleetSettings {
        requirePositive("probeEvery", probeEvery);
        requirePositive("discoverEvery", discoverEvery);
        requirePositive("retryEvery", retryEvery);
        requirePositive("timeLimit", timeLimit);
        requirePositive("startLimit", startLimit);
        if (failuresToOpen < 1) {
            throw new IllegalArgumentException("fleet: failuresToOpen: " + failuresToOpen + " (expected: >= 1)");
        }
    }

    /** Load once a second, models once a minute, a lost backend every two seconds, three failures to lose one. */
    public static FleetSettings defaults() {
        return new FleetSettings(
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                3);
    }

    private static void requirePositive(String what, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException("fleet: " + what + ": " + value + " (expected: at least 1 ms)");
        }
    }
}
