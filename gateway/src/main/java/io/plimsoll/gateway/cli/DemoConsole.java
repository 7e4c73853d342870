package io.plimsoll.gateway.cli;

import io.plimsoll.gateway.demo.Demo;
import io.plimsoll.gateway.demo.DemoListener;
import io.plimsoll.gateway.demo.DemoOptions;
import io.plimsoll.gateway.demo.DemoReport;
import io.plimsoll.gateway.demo.DemoReport.HalfReport;
import io.plimsoll.gateway.demo.Variant;
import java.io.Console;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Prints the demo: progress in one line on a terminal, in a line now and then elsewhere; a table at the end. */
final class DemoConsole implements DemoListener {

    private static final Duration LINE_EVERY = Duration.ofSeconds(5);
    private static final String ROW = "%-26s %14s %14s %9s%n";

    private final PrintWriter out;
    private final DemoOptions options;
    private final boolean terminal;
    private Duration nextLine = Duration.ZERO;
    private @Nullable URI dashboard;

    private DemoConsole(PrintWriter out, DemoOptions options, boolean terminal) {
        this.out = out;
        this.options = options;
        this.terminal = terminal;
    }

    static DemoConsole on(PrintWriter out, DemoOptions options) {
        @Nullable Console console = System.console();
        return new DemoConsole(out, options, console != null && console.isTerminal());
    }

    @Override
    public void started(Variant variant, URI where) {
        if (dashboard == null) {
            out.printf(
                    "%d agents on two simulated backends, %d s; look on at %s%n",
                    options.sessions(), options.seconds(), where);
        }
        dashboard = where;
        nextLine = LINE_EVERY;
        out.flush();
    }

    @Override
    public void progress(Variant variant, Duration elapsed, Duration of, long turns) {
        boolean over = elapsed.compareTo(of) >= 0;
        String line = String.format(
                Locale.ROOT,
                "%-13s %3d of %d s, %,d turns",
                variant.label(),
                elapsed.toSeconds(),
                of.toSeconds(),
                turns);
        if (terminal) {
            out.print("\r" + line + (over ? System.lineSeparator() : ""));
        } else if (over || elapsed.compareTo(nextLine) >= 0) {
            out.println(line);
            nextLine = nextLine.plus(LINE_EVERY);
        }
        out.flush();
    }

    @Override
    public void measured(DemoReport report) {
        out.println();
        out.printf(ROW, "", Variant.PASS_THROUGH.label(), Variant.LOAD_LINE.label(), "ratio");
        compared(report, "agent turns/s", "%.2f", half -> half.rates().turns());
        compared(report, "output tokens/s", "%.0f", half -> half.rates().outputTokens());
        compared(report, "TTFT p50, s", "%.2f", half -> half.firstToken().p50());
        compared(report, "TTFT p99, s", "%.2f", half -> half.firstToken().p99());
        listed(report, "prefix hits, %", "%.0f", half -> 100 * half.contexts().prefixHits());
        listed(report, "tokens cut", "%,.0f", half -> half.contexts().tokensCut());
        listed(
                report,
                "largest context, tokens",
                "%,.0f",
                half -> half.contexts().largest());
        listed(report, "refusals", "%,.0f", half -> half.failures().refusals());
        listed(report, "other failures", "%,.0f", half -> half.failures().others());
        out.println();
        out.printf(
                "Seconds are the replicas' own: measured at the agents in real time, of which each second is %d simulated"
                        + " ones.%n",
                Demo.SPEED);
        if (options.keepsRunning()) {
            out.printf("The agents go on under the load line until Ctrl-C: %s%n", dashboard);
        }
        out.flush();
    }

    private void compared(DemoReport report, String what, String format, ToDoubleFunction<HalfReport> figure) {
        double without = figure.applyAsDouble(report.passThrough());
        double with = figure.applyAsDouble(report.loadLine());
        row(report, what, format, figure, without > 0 ? String.format(Locale.ROOT, "%.2f", with / without) : "-");
    }

    private void listed(DemoReport report, String what, String format, ToDoubleFunction<HalfReport> figure) {
        row(report, what, format, figure, "");
    }

    private void row(DemoReport report, String what, String format, ToDoubleFunction<HalfReport> figure, String ratio) {
        out.printf(
                ROW,
                what,
                String.format(Locale.ROOT, format, figure.applyAsDouble(report.passThrough())),
                String.format(Locale.ROOT, format, figure.applyAsDouble(report.loadLine())),
                ratio);
    }
}
