package io.plimsoll.budget.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.geometry.KvDtype;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFilesTest {

    private static final String HASH = KeySha256.of("sk-research").hex();

    private final PolicyFiles files = new PolicyFiles(Map.of("GPU_KEY", "sk-gpu")::get);

    @Test
    void readsEveryKey(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("config.json"), "{}");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        Files.writeString(folder.resolve("chat.jinja"), "");
        Path file = Files.writeString(folder.resolve("plimsoll.yaml"), """
                listen: { host: 127.0.0.1, port: 9090 }
                backends:
                  - name: gpu-a
                    url: http://10.0.0.1:8000
                    engine: llama-cpp
                    api-key: ${GPU_KEY}
                    pool: { blocks: 1000, block-size: 32 }
                    max-in-flight: 64
                    billed: true
                models:
                  - name: qwen3
                    config: config.json
                    tokenizer: tokenizer.json
                    chat-template: chat.jinja
                    kv-dtype: fp8
                    tensor-parallel: 2
                    pipeline-parallel: 3
                    window: 128k
                    aliases: [gpt-4o, coder]
                policies:
                  - name: agents
                    match: { models: ["qwen*"], tenants: [research] }
                    mode: shadow
                    shadow: true
                    context: { cap: 4GiB, floor: 8192, low-water: 40%, newest-results: 0, newest-share: 30%, client-window: 1m,
                               cuts: { minimum-gain: 30%, ahead: false } }
                    pressure: { start: 60%, full: 87.5% }
                    stabilise: kept
                    reduce: [stale-reads, old-tool-results]
                    arrival: lossless
                    tools: [{ name: my_read, does: read, path: file, from: offset, lines: limit }]
                    recall: { budget: 1k, from: [archive, "docs/*"] }
                    when-over: refuse
                    latency: { ttft-p95: 1500ms }
                    quality: { extra-steps: 10%, back-off: false }
                tenants:
                  - { name: research, key-sha256: HASH, weight: 2.5, max-sessions: 50 }
                admin: { key-sha256: HASH }
                timeouts: { connect: 1s, first-token: 2m, idle: 3h, total: 4s, upload: 5s }
                limits: { body: 10MB, sessions: 7 }
                session: { header: x-my-session }
                archive: { path: ../kept, durability: committed, embedding: none }
                logging: { level: debug }
                """.replace("HASH", HASH));

        PolicyFile read = files.read(file);

        assertThat(read)
                .isEqualTo(new PolicyFile(
                        new ListenSettings("127.0.0.1", 9090),
                        List.of(new BackendEntry(
                                "gpu-a",
                                URI.create("http://10.0.0.1:8000"),
                                EngineKind.LLAMA_CPP,
                                new Secret("sk-gpu"),
                                new PoolSettings(null, 1000, 32),
                                64,
                                true)),
                        List.of(new ModelEntry(
                                "qwen3",
                                folder.resolve("config.json"),
                                new TokenizerSource.TokenizerFile(folder.resolve("tokenizer.json")),
                                folder.resolve("chat.jinja"),
                                KvDtype.FP8,
                                2,
                                3,
                                new Tokens(131_072),
                                List.of("gpt-4o", "coder"))),
                        List.of(new PolicyEntry(
                                "agents",
                                new PolicyMatch(List.of(new Glob("qwen*")), List.of(new Glob("research"))),
                                PolicyMode.SHADOW,
                                true,
                                new ContextSettings(
                                        new ByteSize(4L << 30),
                                        new Tokens(8192),
                                        new Share(0.4),
                                        0,
                                        new Share(0.3),
                                        new Tokens(1 << 20),
                                        new CutSettings(new Share(0.3), false)),
                                new PressureSettings(new Share(0.6), new Share(0.875)),
                                Stabilise.KEPT,
                                List.of(Reduction.STALE_READS, Reduction.OLD_TOOL_RESULTS),
                                Arrival.LOSSLESS,
                                List.of(new ToolEntry("my_read", ToolAction.READ, "file", null, "offset", "limit")),
                                new RecallSettings(new Tokens(1024), List.of(new Glob("archive"), new Glob("docs/*"))),
                                WhenOver.REFUSE,
                                new LatencySettings(Duration.ofMillis(1500)),
                                new QualitySettings(new Share(0.1), false))),
                        List.of(new TenantEntry("research", new KeySha256(HASH), 2.5, 50)),
                        new AdminSettings(new KeySha256(HASH)),
                        new TimeoutSettings(
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(2),
                                Duration.ofHours(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5)),
                        new LimitSettings(new ByteSize(10_000_000), 7),
                        new SessionSettings("x-my-session"),
                        new ArchiveSettings(folder.resolveSibling("kept"), Durability.COMMITTED, Embedding.NONE),
                        new LoggingSettings(LogLevel.DEBUG)));
    }

    @Test
    void readsEmptyTextAsDefaults() {
        assertThat(files.parse("", "empty")).isEqualTo(PolicyFiles.defaults());
        assertThat(files.parse("# only a comment\n", "comment")).isEqualTo(PolicyFiles.defaults());
        assertThat(files.parse("{}", "braces")).isEqualTo(PolicyFiles.defaults());
    }

    @Test
    void takesKeyWithoutValueAsAbsent() {
        assertThat(files.parse("listen:\npolicies:\nlimits: { body: }\n", "gaps"))
                .isEqualTo(files.parse("limits: {}", "no gaps"));
    }

    @Test
    void replaysAnchors() {
        PolicyFile file = files.parse("""
                policies:
                  - { name: a, context: &narrow { cap: 8k } }
                  - { name: b, context: *narrow }
                """, "anchors");

        assertThat(file.policies().get(1).effectiveContext().cap()).isEqualTo(new Tokens(8192));
    }

    @Test
    void takesBuiltInEncodingForTokenizer() {
        assertThat(files.parse("models: [{ name: m, tokenizer: o200k_base }]", "encoding")
                        .models())
                .singleElement()
                .extracting(ModelEntry::tokenizer)
                .isEqualTo(new TokenizerSource.Encoding("o200k_base"));
    }

    @Test
    void hidesSecretsInText() {
        PolicyFile file = files.parse("backends: [{ url: \"http://a\", api-key: \"${GPU_KEY}\" }]", "secret");

        assertThat(file.toString()).contains("***").doesNotContain("sk-gpu");
        assertThat(file.backends().getFirst().apiKey()).isEqualTo(new Secret("sk-gpu"));
    }

    @Test
    void namesBackendByHostAndPort() {
        assertThat(BackendEntry.of(URI.create("http://10.0.0.1:8000")).effectiveName())
                .isEqualTo("10.0.0.1:8000");
        assertThat(BackendEntry.of(URI.create("https://api.example.org/v1")).effectiveName())
                .isEqualTo("api.example.org:443");
        assertThat(BackendEntry.of(URI.create("http://gpu")).effectiveName()).isEqualTo("gpu:80");
    }
}
