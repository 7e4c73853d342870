package io.plimsoll.gateway.real;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A talk of about four hundred tokens, as roles and texts in turn: more than the small cap of these tests. */
final class LongTalk {

    private LongTalk() {}

    /** Ends with a question of the user's. */
    static String[] begun() {
        return new String[] {
            "user",
            "Read.",
            "assistant",
            words(0),
            "user",
            words(1),
            "assistant",
            words(2),
            "user",
            words(3),
            "assistant",
            "Yes.",
            "user",
            "Ready?"
        };
    }

    /** The same, one turn later. */
    static String[] continued() {
        return Stream.of(begun(), new String[] {"assistant", "Yes.", "user", "Sure?"})
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    /** About a hundred tokens. */
    private static String words(int seed) {
        String[] words = {"river", "table", "green", "seven", "under", "light", "paper"};
        return IntStream.range(0, 95)
                .mapToObj(i -> words[(i * (seed + 3) + seed) % words.length])
                .collect(Collectors.joining(" "));
    }
}
