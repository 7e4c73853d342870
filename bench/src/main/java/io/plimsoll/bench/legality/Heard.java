package io.plimsoll.bench.legality;

import java.util.List;

/**
 * One turn as a strict chat template hears it, whatever dialect it was written in.
 *
 * @param role {@code system}, {@code user} or {@code assistant}; a message that holds results only is {@code tool}
 * @param text all plain text
 * @param thoughts reasoning with whatever seals it, one entry a block
 * @param calls calls, in order
 * @param results results, in order
 */
record Heard(String role, String text, List<String> thoughts, List<Said.Call> calls, List<Said.Result> results) {

    Heard {
        thoughts = List.copyOf(thoughts);
        calls = List.copyOf(calls);
        results = List.copyOf(results);
    }

    boolean isEmpty() {
        return text.isBlank() && calls.isEmpty() && results.isEmpty() && thoughts.isEmpty();
    }
}
