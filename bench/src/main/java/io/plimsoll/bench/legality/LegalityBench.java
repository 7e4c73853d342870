package io.plimsoll.bench.legality;

import io.plimsoll.bench.BenchFailure;
import io.plimsoll.bench.Environment;
import io.plimsoll.gateway.cli.ConsoleLog;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks for an edit that leaves a history illegal. */
@Command(
        name = "legality",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Holds random conversations in each dialect, with random cuts, recalls and clearings, in process, and checks what"
                    + " would be sent: pairs, roles, order, the last user message, the newest results, reasoning, system and"
                    + " tools. Exits with 1 when anything is illegal.",
            "A finding names its seed: --seed SEED --count 1 holds that conversation again."
        })
public final class LegalityBench implements Callable<Integer> {

    private static final double NANOS_PER_SECOND = 1e9;

    @Spec
    private CommandSpec spec;

    @Option(names = "--count", paramLabel = "N", defaultValue = "1000000", description = "conversations")
    private long count;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "of the first; each next has one more")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "conversations at once (default: one a core)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws Exception {
        if (count < 1 || threads < 1) {
            throw new BenchFailure("--count " + count + ", --threads " + threads + " (expected: at least 1)");
        }
        ConsoleLog.warningsOnly();
        Environment here = Environment.here();
        long begun = System.nanoTime();
        LegalityRun.Totals totals = new LegalityRun(seed, count).on(threads);
        double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
        line("%s, commit %s; %s", here.at(), here.commit(), here.jdk());
        line("%n| conversations | seeds | requests | cut | recalled into | cleared | illegal | conversations/s |");
        line("|---|---|---|---|---|---|---|---|");
        line(
                "| %d %s | %d–%d | %d | %d | %d | %d | %d | %.0f on %d threads |",
                count,
                totals.conversations(),
                seed,
                seed + count - 1,
                totals.requests(),
                totals.done().getOrDefault(EditedLane.Done.CUT, 0L),
                totals.done().getOrDefault(EditedLane.Done.RECALLED, 0L),
                totals.done().getOrDefault(EditedLane.Done.CLEARED, 0L),
                totals.illegal(),
                count / seconds,
                threads);
        totals.findings().forEach(finding -> line("%s", finding));
        return totals.illegal() == 0 ? 0 : 1;
    }

    private void line(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
