package io.plimsoll.bench.cuts;

import io.plimsoll.bench.BenchFailure;
import io.plimsoll.bench.Environment;
import io.plimsoll.bench.cuts.baseline.Baseline;
import io.plimsoll.gateway.cli.ConsoleLog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Shows what a deep cut leaves of facts that a chat states once. */
@Command(
        name = "facts",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Replays long chats under caps, asks for the facts planted in them one after the other, and shows how often the"
                    + " sentence that states the fact reaches the engine with its question.",
            "The files are those of the lost-in-compaction set: NAME.json.gz, and NAME_meta.json beside it."
        })
public final class FactsBench implements Callable<Integer> {

    private static final double PERCENT = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "chats, gzipped or not")
    private List<Path> files = List.of();

    @Option(
            names = "--keep",
            split = ",",
            paramLabel = "PERCENT",
            defaultValue = "50,20,2,1",
            description = "caps as shares of the whole chat")
    private List<Double> keep = List.of();

    @Option(
            names = "--stride",
            paramLabel = "N",
            defaultValue = "10",
            description = "replay every so many turns of a chat before its questions")
    private int stride;

    @Option(
            names = "--baselines",
            split = ",",
            defaultValue = "RECENCY,CLIFF_BM25",
            description = "what Plimsoll is compared with: ${COMPLETION-CANDIDATES}")
    private List<Baseline> baselines = List.of();

    @Mixin
    private CutOptions options = new CutOptions();

    @Override
    public Integer call() throws Exception {
        if (stride < 1 || keep.stream().anyMatch(percent -> !(percent > 0))) {
            throw new BenchFailure("--stride " + stride + ", --keep " + keep + " (expected: at least 1, above 0)");
        }
        ConsoleLog.warningsOnly();
        Environment here = Environment.here();
        Counts counts = options.counts();
        List<Contestant> contestants = new ArrayList<>();
        baselines.forEach(baseline -> contestants.add(new InProcess(baseline, counts)));
        contestants.addAll(options.plimsoll(counts));
        line("%s, commit %s; %s; counted with %s", here.at(), here.commit(), here.jdk(), options.tokenizer());
        line("%n| chat | keep %% | cap | | facts %% | lost | tokens with a question | KV %% | prefill × | refused |");
        line("|---|---|---|---|---|---|---|---|---|---|");
        List<ObjectNode> rows = new ArrayList<>();
        for (Path file : files) {
            var run = new FactsRun(PlantedFacts.read(file), counts, stride);
            for (double percent : keep) {
                for (Contestant contestant : contestants) {
                    FactsRow row = run.keeping(percent, contestant);
                    print(row);
                    rows.add(row.json());
                    options.write(here, files.size() + " chats", rows);
                }
            }
        }
        return 0;
    }

    private void print(FactsRow row) {
        line(
                "| %s | %.0f | %d | %s | %.1f | %d/%d | %.0f | %.1f | %.3f | %d |",
                row.chat(),
                row.keepPercent(),
                row.cap(),
                row.contestant(),
                PERCENT * row.facts().share(),
                row.facts().lost(),
                row.facts().used(),
                row.sentTokens(),
                PERCENT * row.kv().kvShare(),
                row.kv().prefillMultiple(),
                row.kv().refused());
    }

    private void line(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
