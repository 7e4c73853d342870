package io.plimsoll.gateway.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main class. */
@Command(
        name = "plimsoll",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Keeps the KV cache that agent sessions occupy under the load line of your inference backends.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            CheckCommand.class,
            BackendCommand.class,
            ReplayCommand.class,
            DemoCommand.class,
        })
public final class Plimsoll {

    private Plimsoll() {}

    /** Runs one command; exits with 0 when it did its work, 1 when it could not, 2 for a wrong command line. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Plimsoll())
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    commandLine.getErr().println("plimsoll: " + CommandFailure.sentence(failure));
                    return 1;
                })
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
