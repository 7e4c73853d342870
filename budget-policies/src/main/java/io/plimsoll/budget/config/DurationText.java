package io.plimsoll.budget.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How durations are written in the policy file: a whole number and {@code ms}, {@code s}, {@code m} or {@code h}. */
final class DurationText {

    private static final Pattern SYNTAX = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");

    private DurationText() {}

    static Duration parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' (expected: a duration such as 500ms, 5s, 10m or 1h)");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
