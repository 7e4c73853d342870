package io.plimsoll.budget.config;

import java.util.regex.Pattern;

/**
 * A pattern for names: {@code *} stands for any run of characters (a slash too), {@code ?} for one, all else for itself.
 * Case matters.
 *
 * @param pattern never blank, without the signs {@code [ ] { } \} that other glob dialects give a meaning
 */
public record Glob(String pattern) {

    private static final Pattern FOREIGN = Pattern.compile("[\\[\\]{}\\\\\\s]");

    /** Matches every name. */
    public static final Glob ANY = new Glob("*");

    public Glob {
        if (pattern.isBlank() || FOREIGN.matcher(pattern).find()) {
            throw new IllegalArgumentException(
                    "'" + pattern + "' (expected: a name in which only * and ? are special)");
        }
    }

    /** Whether the pattern can match one name only. */
    public boolean isLiteral() {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    /** Whether the whole of {@code name} fits the pattern; at most pattern length times name length steps. */
    public boolean matches(String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
