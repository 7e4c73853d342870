package io.plimsoll.bench.cuts;

import io.plimsoll.bench.BenchFailure;
import io.plimsoll.bench.Environment;
import io.plimsoll.bench.cuts.baseline.Baseline;
import io.plimsoll.budget.config.Tokens;
import io.plimsoll.gateway.cli.ConsoleLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Compares ways to keep recorded sessions under a cap. */
@Command(
        name = "cuts",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Replays recorded sessions turn by turn over HTTP, under caps, through Plimsoll and what it is compared with, and"
                    + " shows what each saves the engine and what the agent's next calls miss.",
            "The answers are the recording's own: what an agent would do differently after a cut is not seen."
        })
public final class CutsBench implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "recorded sessions: chat messages, agents' logs or SWE-agent trajectories, gzipped or not")
    private List<Path> files = List.of();

    @Option(names = "--caps", split = ",", paramLabel = "TOKENS", description = "such as 48k,56k,60k,64k")
    private List<String> caps = List.of();

    @Option(
            names = "--reduce",
            paramLabel = "TIMES",
            defaultValue = "2",
            description = "without --caps: each session's cap makes its largest history so many times smaller")
    private double reduce;

    @Option(
            names = "--chain",
            paramLabel = "N",
            defaultValue = "1",
            description = "join so many sessions to one, in their order")
    private int chain;

    @Option(
            names = "--text-actions",
            description =
                    "the agents wrote their commands into the text: take an answer's last fenced block for a call")
    private boolean textActions;

    @Option(names = "--turns", paramLabel = "N", description = "the most turns of a session (default: all)")
    private int turns = Integer.MAX_VALUE;

    @Option(
            names = "--baselines",
            split = ",",
            defaultValue = "NONE,RECENCY,MASK_EACH_TURN,MASK_IN_BATCHES,CLIFF,DIGEST",
            description = "what Plimsoll is compared with: ${COMPLETION-CANDIDATES}")
    private List<Baseline> baselines = List.of();

    @Option(
            names = "--proxy",
            paramLabel = "NAME=COMMAND",
            description =
                    "another proxy; {port}, {upstream} and {cap} in its command are filled in (default: headroom and"
                            + " cliffcompaction, where installed)")
    private Map<String, String> proxies = new LinkedHashMap<>();

    @Mixin
    private CutOptions options = new CutOptions();

    @Override
    public Integer call() throws Exception {
        if (chain < 1 || reduce < 1 || turns < 1) {
            throw new BenchFailure("--chain " + chain + ", --reduce " + reduce + ", --turns " + turns
                    + " (expected: each at least 1)");
        }
        ConsoleLog.warningsOnly();
        var table = new CutsTable(spec.commandLine().getOut());
        Environment here = Environment.here();
        Counts counts = options.counts();
        List<AgentSession> read = AgentSessions.read(files, textActions ? TextActions::asCalls : history -> history);
        List<AgentSession> sessions = chain == 1 ? read : AgentSessions.chained(read, chain);
        var run = new CutRun(sessions, counts, turns);
        table.head(here, described(sessions));
        List<ObjectNode> rows = new ArrayList<>();
        for (Contestant contestant : contestants(counts)) {
            if (contestant.missing().isPresent()) {
                table.skipped(contestant.label(), contestant.missing().get());
                continue;
            }
            try {
                replay(run, contestant, row -> {
                    table.row(row);
                    rows.add(row.json());
                    options.write(here, described(sessions), rows);
                });
            } catch (BenchFailure failed) {
                // A proxy of others that does not start is no reason to lose the other rows.
                if (!(contestant instanceof ThroughProxy)) {
                    throw failed;
                }
                progress(contestant.label() + ": " + failed.getMessage());
                table.skipped(contestant.label(), "it did not start");
            }
        }
        return 0;
    }

    private void progress(String sentence) {
        spec.commandLine().getErr().println("bench: " + sentence);
    }

    private void replay(CutRun run, Contestant contestant, Consumer<CutsRow> rows) throws Exception {
        if (caps.isEmpty()) {
            rows.accept(run.reducing(reduce, contestant));
        }
        for (String cap : caps) {
            rows.accept(run.at((int) Tokens.parse(cap).count(), contestant));
        }
    }

    private List<Contestant> contestants(Counts counts) {
        List<Contestant> all = new ArrayList<>(options.plimsoll(counts));
        baselines.forEach(baseline -> all.add(new InProcess(baseline, counts)));
        if (proxies.isEmpty()) {
            all.addAll(ThroughProxy.known(counts));
        } else {
            proxies.forEach((name, command) -> all.add(new ThroughProxy(name, command, counts)));
        }
        return all;
    }

    private String described(List<AgentSession> sessions) {
        int all = sessions.stream().mapToInt(session -> session.turns().size()).sum();
        String names = files.stream()
                .map(file -> String.valueOf(file.getFileName()))
                .limit(3)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return "%s%s: %d sessions, %d turns%s; counted with %s"
                .formatted(
                        names,
                        files.size() > 3 ? " and " + (files.size() - 3) + " more" : "",
                        sessions.size(),
                        all,
                        chain == 1 ? "" : ", each of up to " + chain + " recordings",
                        options.tokenizer());
    }
}
