package io.plimsoll.budget.config;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text that never shows in a log or a problem. In the file it stands as it is, or as {@code ${NAME}} for the value of an
 * environment variable.
 *
 * @param reveal the text itself, never blank; for the one place that sends it
 */
public record Secret(String reveal) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    public Secret {
        if (reveal.isBlank()) {
            throw new IllegalArgumentException("'' (expected: a key, or ${NAME} of an environment variable)");
        }
    }

    /**
     * Reads a literal secret or follows {@code ${NAME}}.
     *
     * @param environment the value of an environment variable, null where it is not set
     * @throws IllegalArgumentException if the text is blank, a malformed reference, or names a variable that is unset or
     *     blank
     */
    static Secret parse(String text, Function<String, @Nullable String> environment) {
        if (!text.startsWith("${")) {
            return new Secret(text);
        }
        Matcher matcher = REFERENCE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("(hidden) (expected: ${NAME} of an environment variable)");
        }
        String value = environment.apply(matcher.group(1));
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("'" + text + "' (expected: an environment variable that is set)");
        }
        return new Secret(value);
    }

    @Override
    public String toString() {
        return "***";
    }
}
