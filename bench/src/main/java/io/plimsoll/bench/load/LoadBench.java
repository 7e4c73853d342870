package io.plimsoll.bench.load;

import io.plimsoll.bench.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Compares the gateway with nginx before the same backend. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Compares the gateway with nginx before the same backend: requests and processor time under load, latency"
                    + " with one connection, time to the first byte of streams.",
            "Everything runs on this machine and ends by itself; nothing but loopback is used."
        })
public final class LoadBench implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--sizes", split = ",", paramLabel = "KIB", defaultValue = "2,64,512", description = "body sizes")
    private List<Integer> sizes = List.of();

    @Option(names = "--seconds", defaultValue = "5", description = "length of one measurement")
    private int seconds;

    @Option(names = "--warm-up", paramLabel = "SECONDS", defaultValue = "15", description = "load before measuring")
    private int warmUp;

    @Option(names = "--rounds", defaultValue = "5", description = "how often everything is measured; medians are shown")
    private int rounds;

    @Option(names = "--connections", defaultValue = "32", description = "closed loops at once")
    private int connections;

    @Option(names = "--sessions", defaultValue = "16", description = "conversations among them")
    private int sessions;

    @Option(names = "--streams", defaultValue = "200", description = "streams of a burst")
    private int streams;

    @Option(
            names = "--variants",
            split = ",",
            defaultValue = "NGINX,PASS_THROUGH,PIPELINE,REPLAYED_CUT",
            description = "what is compared: ${COMPLETION-CANDIDATES}")
    private List<Variant> variants = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "where the raw result goes")
    private @Nullable Path json;

    @Option(
            names = "--gateway-java-options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description = "for the gateway's JVM, separated by spaces")
    private String gatewayFlags = "";

    /** The names of those programs that a run needs and that are not installed. */
    public static List<String> missingTools() {
        return Arrays.stream(Tools.values())
                .filter(tool -> !tool.isInstalled())
                .map(Tools::name)
                .toList();
    }

    @Override
    public Integer call() throws Exception {
        List<Integer> bytes = sizes.stream().map(kib -> kib << 10).toList();
        var plan = new LoadPlan(bytes, variants, seconds, warmUp, rounds, connections, sessions, streams);
        Map<String, String> versions = new LinkedHashMap<>();
        for (Tools tool : Tools.values()) {
            versions.put(tool.name(), tool.version());
        }
        Environment environment = Environment.here();
        Path folder = Files.createTempDirectory("plimsoll-load");
        try {
            LoadResult result = measure(plan, folder, environment, versions);
            new LoadTables(result, spec.commandLine().getOut()).print(bytes);
            write(result);
        } finally {
            delete(folder);
        }
        return 0;
    }

    private LoadResult measure(LoadPlan plan, Path folder, Environment environment, Map<String, String> versions)
            throws Exception {
        var servers = new Servers(folder, plan.bodyBytes());
        List<String> flags = Arrays.stream(gatewayFlags.split(" "))
                .filter(flag -> !flag.isBlank())
                .toList();
        try (var backend = servers.backend();
                var nginx = servers.nginx(backend.url());
                var gateway = servers.gateway(backend.url(), flags)) {
            var run = new LoadRun(plan, folder, new LoadRun.Fleet(backend, nginx, gateway), this::progress);
            run.run();
            return new LoadResult(
                    environment, versions, settings(plan), run.loads(), run.latencies(), run.firstBytes());
        }
    }

    private Map<String, Object> settings(LoadPlan plan) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("seconds", plan.seconds());
        settings.put("warmUpSeconds", plan.warmUpSeconds());
        settings.put("rounds", plan.rounds());
        settings.put("connections", plan.connections());
        settings.put("sessions", plan.sessions());
        settings.put("streams", plan.streams());
        settings.put("gatewayJavaOptions", gatewayFlags);
        return settings;
    }

    private void progress(String sentence) {
        spec.commandLine().getErr().println("bench: " + sentence);
        spec.commandLine().getErr().flush();
    }

    private void write(LoadResult result) throws IOException {
        if (json != null) {
            JsonMapper mapper = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();
            Files.write(json, mapper.writeValueAsBytes(result));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
