package io.plimsoll.gateway.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** The log of commands whose output is what people read: what goes as it should would only stand between the lines. */
public final class ConsoleLog {

    private ConsoleLog() {}

    /** From now on, this process logs what is wrong and nothing else. */
    public static void warningsOnly() {
        if (LoggerFactory.getLogger("io.plimsoll") instanceof Logger logger) {
            logger.setLevel(Level.WARN);
        }
    }
}
