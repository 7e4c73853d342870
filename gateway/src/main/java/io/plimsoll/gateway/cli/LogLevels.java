package io.plimsoll.gateway.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.plimsoll.budget.config.LogLevel;
import org.slf4j.LoggerFactory;

/** Sets how much is logged. From debug on there is a line for each request, which says whose it was and how it ended. */
final class LogLevels {

    private static final String REQUESTS = "io.plimsoll.requests";

    private LogLevels() {}

    static void set(LogLevel level) {
        logger(Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(level.name()));
        boolean requests = level == LogLevel.DEBUG || level == LogLevel.TRACE;
        logger(REQUESTS).setLevel(requests ? Level.INFO : Level.WARN);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
