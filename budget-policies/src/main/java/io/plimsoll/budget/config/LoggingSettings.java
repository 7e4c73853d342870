package io.plimsoll.budget.config;

import org.jspecify.annotations.Nullable;

/**
 * What is logged.
 *
 * @param level the least severe event
 */
public record LoggingSettings(@Nullable LogLevel level) {

    static final LoggingSettings ABSENT = new LoggingSettings(null);

    public LogLevel effectiveLevel() {
        return level != null ? level : LogLevel.INFO;
    }
}
