package io.plimsoll.budget.tokens;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The strings that a vocabulary reads as one token wherever they stand in a text. They end whatever is before them, so a
 * text counts as the sum of the stretches between them. At equal starts the longest wins, as in Hugging Face's tokenizers.
 * Thread-safe.
 */
final class SpecialTokens {

    private final Map<Character, List<String>> byFirstChar = new HashMap<>();

    SpecialTokens(Collection<String> tokens) {
        for (String token : tokens) {
            if (token.isEmpty()) {
                throw new IllegalArgumentException("special token: '' (expected: not empty)");
            }
            byFirstChar
                    .computeIfAbsent(token.charAt(0), first -> new ArrayList<>())
                    .add(token);
        }
        byFirstChar
                .values()
                .forEach(list ->
                        list.sort(Comparator.comparingInt(String::length).reversed()));
    }

    /** One for each special token in {@code text}, plus what {@code ordinary} says of each non-empty stretch between. */
    int count(String text, ToIntFunction<String> ordinary) {
        int tokens = 0;
        int stretch = 0;
        int at = 0;
        while (at < text.length()) {
            int length = lengthAt(text, at);
            if (length == 0) {
                at++;
                continue;
            }
            tokens += 1 + (at > stretch ? ordinary.applyAsInt(text.substring(stretch, at)) : 0);
            at += length;
            stretch = at;
        }
        if (stretch == 0) {
            return text.isEmpty() ? 0 : ordinary.applyAsInt(text);
        }
        return tokens + (stretch < text.length() ? ordinary.applyAsInt(text.substring(stretch)) : 0);
    }

    private int lengthAt(String text, int at) {
        List<String> candidates = byFirstChar.get(text.charAt(at));
        if (candidates == null) {
            return 0;
        }
        for (String candidate : candidates) {
            if (text.startsWith(candidate, at)) {
                return candidate.length();
            }
        }
        return 0;
    }
}
