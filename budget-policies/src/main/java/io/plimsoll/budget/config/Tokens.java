package io.plimsoll.budget.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of tokens, written as models' windows are: {@code k} is 1,024 and {@code m} 1,048,576, so that {@code 64k} is
 * 65,536 and {@code 128k} is 131,072. A plain number is exact.
 *
 * @param count tokens, at least 1
 */
public record Tokens(long count) implements ContextAmount {

    private static final Pattern SYNTAX = Pattern.compile("([1-9][0-9]{0,8})([kKmM]?)");

    public Tokens {
        if (count < 1) {
            throw new IllegalArgumentException("tokens: " + count + " (expected: >= 1)");
        }
    }

    /**
     * Reads {@code 64k}, {@code 1m} or {@code 65536}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Tokens parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' (expected: a number of tokens such as 64k)");
        }
        long count = Long.parseLong(matcher.group(1));
        return new Tokens(
                switch (matcher.group(2)) {
                    case "k", "K" -> count << 10;
                    case "m", "M" -> count << 20;
                    default -> count;
                });
    }

    /** The shortest spelling that {@link #parse} reads back. */
    @Override
    public String toString() {
        if (count % (1 << 20) == 0) {
            return (count >> 20) + "m";
        }
        return count % (1 << 10) == 0 ? (count >> 10) + "k" : Long.toString(count);
    }
}
