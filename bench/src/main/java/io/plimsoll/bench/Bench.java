package io.plimsoll.bench;

import io.plimsoll.bench.cuts.CutsBench;
import io.plimsoll.bench.cuts.FactsBench;
import io.plimsoll.bench.legality.LegalityBench;
import io.plimsoll.bench.load.LoadBench;
import io.plimsoll.bench.reduce.ReduceBench;
import io.plimsoll.bench.tokens.TokenBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main class of the benchmarks that are no microbenchmarks. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        description = "Measures Plimsoll. One more command, jmh, takes the options of JMH itself.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LoadBench.class,
            TokenBench.class,
            CutsBench.class,
            FactsBench.class,
            LegalityBench.class,
            ReduceBench.class
        })
public final class Bench {

    private Bench() {}

    /** Runs one benchmark; exits with 0 when it did its work, 1 when it could not, 2 for a wrong command line. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            if (failure instanceof BenchFailure) {
                commandLine.getErr().println("bench: " + failure.getMessage());
            } else {
                failure.printStackTrace(commandLine.getErr());
            }
            return 1;
        });
    }
}
