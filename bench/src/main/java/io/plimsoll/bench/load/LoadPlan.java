package io.plimsoll.bench.load;

import java.util.List;

/**
 * How much a load run measures.
 *
 * @param bodyBytes sizes of request bodies, each at least 2 KiB
 * @param variants what is compared, at least one
 * @param seconds length of one measurement, at least 1
 * @param warmUpSeconds load on each variant before it is measured, at least 1
 * @param rounds how often everything is measured, at least 1
 * @param connections closed loops at once, at least 1
 * @param sessions conversations among them, at least 1
 * @param streams how many streams a burst has, at least 1
 */
record LoadPlan(
        List<Integer> bodyBytes,
        List<Variant> variants,
        int seconds,
        int warmUpSeconds,
        int rounds,
        int connections,
        int sessions,
        int streams) {

    private static final int LEAST_BODY_BYTES = 2 << 10;

    LoadPlan {
        bodyBytes = List.copyOf(bodyBytes);
        for (int bytes : bodyBytes) {
            require("bodyBytes", bytes, LEAST_BODY_BYTES);
        }
        variants = List.copyOf(variants);
        require("variants", variants.size(), 1);
        require("seconds", seconds, 1);
        require("warmUpSeconds", warmUpSeconds, 1);
        require("rounds", rounds, 1);
        require("connections", connections, 1);
        require("sessions", sessions, 1);
        require("streams", streams, 1);
    }

    private static void require(String what, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("load plan: " + what + ": " + value + " (expected: >= " + least + ")");
        }
    }
}
