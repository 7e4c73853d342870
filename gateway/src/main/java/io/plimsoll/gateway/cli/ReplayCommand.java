package io.plimsoll.gateway.cli;

import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.PolicyFileException;
import io.plimsoll.budget.config.PolicyFiles;
import io.plimsoll.budget.config.Tokens;
import io.plimsoll.gateway.replay.Recording;
import io.plimsoll.gateway.replay.RecordingFile;
import io.plimsoll.gateway.replay.Replay;
import io.plimsoll.gateway.replay.ReplayOptions;
import io.plimsoll.gateway.replay.ReplayTotals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Sends a recorded agent session turn by turn through a gateway to a simulated engine, and reports"
                + " what the engine held and computed. Exits with 1 when a turn got no answer.",
        footer = {
            "",
            "FILE holds chat messages (a list, an object with messages, JSON lines, or a list of conversations), a coding"
                    + " agent's JSON lines log, or a SWE-agent trajectory; gzipped or not.",
            "Pass-through, to which the totals compare, is every request as the client sent it to an engine that never"
                    + " forgets a prefix: each token is prefilled once."
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the recording")
    private Path file;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the policy file; its policies and models hold, its backends are not asked")
    private @Nullable Path config;

    @Option(
            names = "--cap",
            paramLabel = "TOKENS",
            converter = TokensConverter.class,
            description = "takes the place of every policy's cap, such as 64k")
    private @Nullable Tokens cap;

    @Option(names = "--turns", paramLabel = "N", description = "the most turns to replay")
    private int turns = Integer.MAX_VALUE;

    @Option(names = "--json", description = "print one JSON object instead of text")
    private boolean json;

    @Option(names = "--quiet", description = "print the totals only")
    private boolean quiet;

    @Override
    public Integer call() throws Exception {
        if (turns < 1) {
            throw new CommandFailure("--turns " + turns + " (expected: at least 1)");
        }
        ConsoleLog.warningsOnly();
        List<Recording> sessions = RecordingFile.read(file);
        var replay = new Replay(sessions, new ReplayOptions(policy(), cap, turns));
        PrintWriter out = spec.commandLine().getOut();
        var report = json ? ReplayReport.json(out) : ReplayReport.table(out);
        ReplayTotals totals = replay.run(quiet ? turn -> {} : report::turn);
        report.totals(totals);
        out.flush();
        return totals.turns().refusals() + totals.turns().failures() == 0 ? 0 : 1;
    }

    private PolicyFile policy() {
        try {
            return config == null
                    ? PolicyFiles.defaults()
                    : PolicyFiles.ofProcess().read(config);
        } catch (PolicyFileException problems) {
            throw new CommandFailure(String.valueOf(problems.getMessage()));
        }
    }

    /** Reads a number of tokens as the policy file does. */
    static final class TokensConverter implements ITypeConverter<Tokens> {
        @Override
        public Tokens convert(String text) {
            return Tokens.parse(text);
        }
    }
}
