package io.plimsoll.compression.reduce.json;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Results of made-up services. */
final class Samples {

    private Samples() {}

    /** Flights with prices by cabin, as a booking service lists them. */
    static String flights(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> """
                        {"flight_number": "PL%03d", "origin": "HAM", "destination": "%s", "date": "2026-11-25",
                         "status": "available", "prices": {"economy": %d, "business": %d}, "seats": %d}""".formatted(i, i % 3 == 0 ? "OSL" : "CPH", 90 + i, 310 + 2 * i, i * 7 % 12))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Logins and writes in turn, whose keys differ. */
    static String events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i % 3 == 0
                        ? "{\"type\":\"login\",\"user\":\"user%d\",\"ip\":\"10.0.0.%d\"}".formatted(i, i)
                        : "{\"type\":\"write\",\"path\":\"/data/%d.bin\",\"bytes\":%d,\"sync\":true}"
                                .formatted(i, i * 100))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** A service's log in JSON Lines. */
    static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> "{\"ts\": \"2026-11-25T10:00:%02dZ\", \"level\": \"info\", \"msg\": \"request %d served\"}"
                                .formatted(i, i))
                .collect(Collectors.joining("\n"));
    }
}
