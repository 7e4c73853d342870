package io.plimsoll.gateway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One command, run as the console runs it.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it said went wrong
 */
record CommandRun(int status, String out, String err) {

    static CommandRun of(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Plimsoll.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandRun(status, out.toString(), err.toString());
    }
}
