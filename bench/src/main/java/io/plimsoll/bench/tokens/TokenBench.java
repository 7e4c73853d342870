package io.plimsoll.bench.tokens;

import io.plimsoll.backends.sim.ReplySource;
import io.plimsoll.backends.sim.SimulatedEngine;
import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.plimsoll.backends.sim.SimulatedModel;
import io.plimsoll.bench.BenchFailure;
import io.plimsoll.bench.Environment;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptCounters;
import io.plimsoll.budget.tokens.TokenCalibration;
import io.plimsoll.compression.Conversation;
import io.plimsoll.gateway.replay.Recording;
import io.plimsoll.gateway.replay.RecordingFile;
import io.plimsoll.gateway.replay.UnreadableRecordingException;
import io.plimsoll.gateway.surface.ChatSurface;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Counts every request of recorded sessions as the gateway does, and compares with what an engine says. A request is what
 * stood before each of a session's answers.
 */
@Command(
        name = "tokens",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Shows how far the gateway's token counts are from an engine's own, for each request of recorded sessions.",
            "Without --backend the simulated engine is asked, which counts with --engine-tokenizer."
        })
public final class TokenBench implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long LIMIT_SECONDS = 60;
    private static final String TENANT = "bench";
    private static final double TAIL = .95;
    private static final double PERCENT = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "recorded sessions: chat messages, agents' logs or SWE-agent trajectories, gzipped or not")
    private List<Path> files = List.of();

    @Option(
            names = "--tokenizer",
            paramLabel = "NAME",
            defaultValue = "cl100k_base",
            description = "what the gateway counts with: an encoding's name or the path of a tokenizer.json")
    private String tokenizer = "cl100k_base";

    @Option(names = "--backend", paramLabel = "URL", description = "an engine with vLLM's /tokenize")
    private @Nullable URI backend;

    @Option(
            names = "--engine-tokenizer",
            paramLabel = "NAME",
            defaultValue = "o200k_base",
            description = "what the simulated engine counts with; its window holds 131072 tokens")
    private String engineTokenizer = "o200k_base";

    @Override
    public Integer call() throws Exception {
        URI engine = backend;
        if (engine != null) {
            compare(engine, engine.toString());
            return 0;
        }
        Vertx vertx = Vertx.vertx();
        try {
            PromptCounter counter = counter(engineTokenizer);
            SimulatedModel model = new SimulatedModel(List.of("simulated"), 1 << 17, counter, ReplySource.madeUp());
            SimulatedEngine simulated = SimulatedEngine.start(vertx, SimulatedEngineOptions.of(model))
                    .await(LIMIT_SECONDS, TimeUnit.SECONDS);
            compare(URI.create("http://127.0.0.1:" + simulated.port()), "the simulated engine with " + engineTokenizer);
        } finally {
            vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        return 0;
    }

    private void compare(URI engine, String engineName) throws InterruptedException {
        PromptCounter counter = counter(tokenizer);
        var before = new CountErrors();
        var after = new CountErrors();
        var calibration = new TokenCalibration();
        try (var client = new TokenizeClient(engine)) {
            String model = client.model();
            for (Path file : files) {
                for (Recording session : read(file)) {
                    for (int answer : answers(session)) {
                        ObjectNode request = request(model, session, answer);
                        int counted = count(counter, request);
                        int actual = client.count(request);
                        before.add(counted, actual);
                        after.add(calibration.corrected(counted), actual);
                        calibration.observe(counted, actual);
                    }
                }
            }
        }
        print(engineName, before, after);
    }

    private void print(String engineName, CountErrors before, CountErrors after) {
        PrintWriter out = spec.commandLine().getOut();
        Environment here = Environment.here();
        out.printf("%s, commit %s; %s%n", here.at(), here.commit(), here.jdk());
        out.printf(
                "%d requests of %d files, counted with %s, compared with %s%n%n",
                before.requests(), files.size(), tokenizer, engineName);
        out.printf("| relative error of a request | mean | p95 | max |%n|---|---|---|---|%n");
        row(out, "as counted", before);
        row(out, "as corrected by earlier reports", after);
        out.flush();
    }

    private static void row(PrintWriter out, String name, CountErrors errors) {
        out.printf(
                Locale.ROOT,
                "| %s | %.2f %% | %.2f %% | %.2f %% |%n",
                name,
                PERCENT * errors.mean(),
                PERCENT * errors.percentile(TAIL),
                PERCENT * errors.percentile(1));
    }

    private static List<Recording> read(Path file) {
        try {
            return RecordingFile.read(file);
        } catch (UnreadableRecordingException unreadable) {
            throw new BenchFailure(String.valueOf(unreadable.getMessage()));
        }
    }

    /** Where answers stand that something stands before. */
    private static List<Integer> answers(Recording session) {
        return java.util.stream.IntStream.range(1, session.messages().size())
                .filter(i -> "assistant"
                        .equals(session.messages().get(i).path("role").asString("")))
                .boxed()
                .toList();
    }

    private static ObjectNode request(String model, Recording session, int answer) {
        ObjectNode request = JSON.createObjectNode().put("model", model);
        session.messages().subList(0, answer).forEach(request.putArray("messages")::add);
        if (!session.tools().isEmpty()) {
            session.tools().forEach(request.putArray("tools")::add);
        }
        return request;
    }

    private static int count(PromptCounter counter, ObjectNode request) {
        try {
            History history = new ChatSurface()
                    .read(JSON.writeValueAsBytes(request), TENANT)
                    .history();
            if (history == null) {
                throw new IllegalStateException("chat requests have a history");
            }
            Conversation conversation = history.conversation();
            int tokens = counter.head(history.systemText(), history.toolDefinitions()) + counter.generationPrompt();
            for (int i = 0; i < conversation.messages().size(); i++) {
                tokens += conversation.reader().read(i).stream()
                        .mapToInt(counter::message)
                        .sum();
            }
            return tokens;
        } catch (MalformedRequestException malformed) {
            throw new BenchFailure("a recorded request is not one: " + malformed.getMessage());
        }
    }

    private static PromptCounter counter(String tokenizer) {
        try {
            return PromptCounters.load(tokenizer, Path.of(""));
        } catch (IllegalArgumentException unknown) {
            throw new BenchFailure(String.valueOf(unknown.getMessage()));
        }
    }
}
