package io.plimsoll.budget.config;

/** The least severe event that is logged. */
public enum LogLevel {
    /** Failures. */
    ERROR,
    /** Degraded service, and failures. */
    WARN,
    /** What an operator wants to know. */
    INFO,
    /** What a developer wants to know. */
    DEBUG,
    /** Everything. */
    TRACE
}
