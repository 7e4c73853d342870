package io.plimsoll.compression.reduce;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a goal names: ids, paths, numbers and quoted strings, which a text either holds or does not, and its longer words. Small
 * and capital letters are the same. Immutable, thread-safe.
 */
public final class GoalWords {

    private static final int LONGEST_GOAL = 4_000;
    private static final int SHORTEST_WORD = 5;
    private static final Pattern QUOTED = Pattern.compile("[\"'`“‘]([^\"'`“”‘’\\n]{3,80})[\"'`”’]");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_./:@#-]*(?<=[\\p{L}\\p{N}]))?");
    /** Shaped as no plain word is: with a digit, an underscore, a slash, a dot, or a capital behind a small letter. */
    private static final Pattern SHAPED =
            Pattern.compile(".*(?:\\p{N}{2}|\\p{L}\\p{N}|\\p{N}\\p{L}|[_/.:@#]|\\p{Ll}\\p{Lu}).*");

    private final Set<String> names = new HashSet<>();
    private final Set<String> words = new HashSet<>();

    private GoalWords() {}

    /** The words of {@code goal}, of which the last 4,000 characters count. */
    public static GoalWords of(String goal) {
        String recent = goal.substring(Math.max(0, goal.length() - LONGEST_GOAL));
        var words = new GoalWords();
        Matcher quoted = QUOTED.matcher(recent);
        while (quoted.find()) {
            words.names.add(quoted.group(1).toLowerCase(Locale.ROOT));
        }
        Matcher word = WORD.matcher(recent);
        while (word.find()) {
            String found = word.group();
            if (found.length() >= 3 && SHAPED.matcher(found).matches()) {
                words.names.add(found.toLowerCase(Locale.ROOT));
            } else if (found.length() >= SHORTEST_WORD) {
                words.words.add(found.toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    /** Whether {@code text} holds a name of the goal. */
    public boolean areNamedIn(String text) {
        if (names.isEmpty()) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return names.stream().anyMatch(lower::contains);
    }

    /** How many of the goal's plain words {@code text} holds. */
    public int heldBy(String text) {
        if (words.isEmpty()) {
            return 0;
        }
        Set<String> held = new HashSet<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String found = word.group().toLowerCase(Locale.ROOT);
            if (words.contains(found)) {
                held.add(found);
            }
        }
        return held.size();
    }
}
