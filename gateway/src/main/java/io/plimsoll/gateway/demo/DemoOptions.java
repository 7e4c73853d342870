package io.plimsoll.gateway.demo;

import java.time.Duration;

/**
 * How the demo runs.
 *
 * @param seconds real time of both halves together, without what starting takes; at least 2
 * @param sessions agents that work at the same time, at least 1
 * @param port where both halves' gateways listen, 0 for any free port
 * @param keepsRunning whether agents and gateway go on behind the second half until the caller's thread is interrupted
 */
public record DemoOptions(int seconds, int sessions, int port, boolean keepsRunning) {

    public DemoOptions {
        require("seconds", seconds, seconds >= 2, ">= 2");
        require("sessions", sessions, sessions >= 1, ">= 1");
        require("port", port, port >= 0 && port <= 65_535, "0..65535");
    }

    /** Not measured, at the beginning of each half: caches fill, and agents spread out. */
    Duration warmUp() {
        return Duration.ofMillis(seconds * 500L / 3);
    }

    /** Measured, in each half. */
    Duration measured() {
        return Duration.ofMillis(seconds * 500L).minus(warmUp());
    }

    private static void require(String what, int value, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("demo: " + what + ": " + value + " (expected: " + rule + ")");
        }
    }
}
