package io.plimsoll.budget.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileProblemsTest {

    private static final String HASH = KeySha256.of("secret").hex();

    private final PolicyFiles files = new PolicyFiles(Map.of("SET", "value", "BLANK", " ")::get);

    /** One mistake each: the YAML on one line, and the whole of what is reported. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            listen: { port: 70000 }                                  | listen.port: '70000' (expected: a port, 0 to 65535)
            listen: { port: "8080" }                                 | listen.port: '8080' (expected: a port, 0 to 65535)
            listen: { port: 80.5 }                                   | listen.port: '80.5' (expected: a port, 0 to 65535)
            listen: { prot: 80 }                                     | listen.prot: unknown key (did you mean 'port'?)
            listen: { host: "" }                                     | listen.host: '' (expected: an address or a host name)
            listen: 8080                                             | listen: a single value (expected: a mapping with host, port)
            listener: { port: 80 }                                   | listener: unknown key (did you mean 'listen'?)
            backends: http://a:1                                     | backends: a single value (expected: a list)
            backends: [http://a:1]                                   | backends[0]: a single value (expected: a mapping with name, url, engine, api-key, pool, max-in-flight, billed)
            backends: [{ name: a }]                                  | backends[0].url: missing (expected: a URL such as http://10.0.0.1:8000)
            backends: [{ url: "10.0.0.1:8000" }]                     | backends[0].url: '10.0.0.1:8000' (expected: a URL such as http://10.0.0.1:8000)
            backends: [{ url: "localhost:8000" }]                    | backends[0].url: 'localhost:8000' (expected: http or https, a host without _, a port up to 65535)
            backends: [{ url: "ftp://a" }]                           | backends[0].url: 'ftp://a' (expected: http or https, a host without _, a port up to 65535)
            backends: [{ url: "http:///v1" }]                        | backends[0].url: 'http:///v1' (expected: http or https, a host without _, a port up to 65535)
            backends: [{ url: "http://a b" }]                        | backends[0].url: 'http://a b' (expected: a URL such as http://10.0.0.1:8000)
            backends: [{ url: "http://gpu_a:8000" }]                 | backends[0].url: 'http://gpu_a:8000' (expected: http or https, a host without _, a port up to 65535)
            backends: [{ url: "http://gpu:80000" }]                  | backends[0].url: 'http://gpu:80000' (expected: http or https, a host without _, a port up to 65535)
            backends: [{ url: "http://me:sk-key@gpu" }]              | backends[0].url: 'http://***@gpu' (expected: no user, query or fragment)
            policies: [{ name: p, cap: 64k }]                        | policies[0].cap: unknown key (did you mean 'context.cap'?)
            policies: [{ name: p, "x y": 64k }]                      | policies[0].x y: unknown key (expected: name, match, mode, shadow, context, pressure, stabilise, reduce, arrival, tools, recall, when-over, latency, quality)
            backends: [{ url: "http://a?x=1" }]                      | backends[0].url: 'http://a?***' (expected: no user, query or fragment)
            backends: [{ url: "http://a", engine: vlm }]             | backends[0].engine: 'vlm' (expected: auto, vllm, sglang, llama-cpp, openai; did you mean 'vllm'?)
            backends: [{ url: "http://a", api-key: "${UNSET}" }]     | backends[0].api-key: '${UNSET}' (expected: an environment variable that is set)
            backends: [{ url: "http://a", api-key: "${BLANK}" }]     | backends[0].api-key: '${BLANK}' (expected: an environment variable that is set)
            backends: [{ url: "http://a", api-key: "${SET" }]        | backends[0].api-key: (hidden) (expected: ${NAME} of an environment variable)
            backends: [{ url: "http://a", api-key: 1234 }]           | backends[0].api-key: (hidden) (expected: a key, or ${NAME} of an environment variable, in quotes)
            backends: [{ url: "http://a", max-in-flight: 0 }]        | backends[0].max-in-flight: '0' (expected: a whole number, 1 or more)
            backends: [{ url: "http://a", pool: { tokens: 1k, blocks: 2 } }] | backends[0].pool.blocks: '2' (expected: either tokens or blocks)
            backends: [{ url: "http://a:1" }, { url: "http://a:1" }] | backends[1].url: 'a:1' (expected: a name of its own; backends[0].url has the same)
            models: [{ window: 128k }]                               | models[0].name: missing (expected: a name)
            models: [{ name: m }, { name: m }]                       | models[1].name: 'm' (expected: a name of its own; models[0].name has the same)
            models: [{ name: m, aliases: [n] }, { name: n }]         | models[0].aliases[0]: 'n' (expected: a name of its own; models[1].name has the same)
            models: [{ name: m, window: 128kb }]                     | models[0].window: '128kb' (expected: a number of tokens such as 64k)
            models: [{ name: m, tensor-parallel: 0 }]                | models[0].tensor-parallel: '0' (expected: a whole number, 1 or more)
            models: [{ name: m, kv-dtype: fp9 }]                     | models[0].kv-dtype: 'fp9' (expected: a type that an engine knows, such as bf16, fp8 or q8_0)
            models: [{ name: m, kv-dtype: "fp 8" }]                  | models[0].kv-dtype: 'fp 8' (expected: a type that an engine knows, such as bf16, fp8 or q8_0)
            policies: [{ name: 2024 }]                               | policies[0].name: '2024' (expected: a name, in quotes)
            policies: [{ name: p, context: { cap: 64.0 } }]          | policies[0].context.cap: '64.0' (expected: a number of tokens such as 64k)
            archive: { path: "a\\0b" }                               | archive.path: (unprintable) (expected: a path; Nul character not allowed)
            models: [{ name: m, config: "a\\0b" }]                   | models[0].config: (unprintable) (expected: a path; Nul character not allowed)
            policies: [{ name: " " }]                                | policies[0].name: ' ' (expected: a name)
            policies: [{ name: p }, { name: p }]                     | policies[1].name: 'p' (expected: a name of its own; policies[0].name has the same)
            policies: [{ name: p, contxt: { cap: 64k } }]            | policies[0].contxt: unknown key (did you mean 'context'?)
            policies: [{ name: p, context: { cap: 64 kilos } }]      | policies[0].context.cap: '64 kilos' (expected: a number of tokens such as 64k, bytes such as 4GiB, or a share of the pool such as 40%)
            policies: [{ name: p, context: { cap: 0 } }]             | policies[0].context.cap: '0' (expected: a number of tokens such as 64k, bytes such as 4GiB, or a share of the pool such as 40%)
            policies: [{ name: p, context: { cap: 8k, floor: 9k } }] | policies[0].context.floor: '9k' (expected: no more than the cap, 8k)
            policies: [{ name: p, context: { cap: 10%, floor: 20% } }] | policies[0].context.floor: '20%' (expected: no more than the cap, 10%)
            policies: [{ name: p, context: { low-water: 100% } }]    | policies[0].context.low-water: '100%' (expected: above 0% and below 100%)
            policies: [{ name: p, context: { low-water: 0.5 } }]     | policies[0].context.low-water: '0.5' (expected: a share such as 50%, 0% to 100%)
            policies: [{ name: p, context: { low_water: 50% } }]     | policies[0].context.low_water: unknown key (did you mean 'low-water'?)
            policies: [{ name: p, pressure: { start: 90%, full: 80% } }] | policies[0].pressure.start: '90%' (expected: below full, 80%)
            policies: [{ name: p, pressure: { full: 60% } }]         | policies[0].pressure.start: '70%' (expected: below full, 60%)
            policies: [{ name: p, pressure: { full: 120% } }]        | policies[0].pressure.full: '120%' (expected: a share such as 50%, 0% to 100%)
            policies: [{ name: p, mode: enforce, shadow: true }]     | policies[0].shadow: 'true' (expected: no contradiction to mode)
            policies: [{ name: p, shadow: yes }]                     | policies[0].shadow: 'yes' (expected: true or false)
            policies: [{ name: p, mode: off }]                       | policies[0].mode: 'off' (expected: enforce, shadow)
            policies: [{ name: p, stabilise: neutrl }]               | policies[0].stabilise: 'neutrl' (expected: none, neutral, moved, kept; did you mean 'neutral'?)
            policies: [{ name: p, reduce: [stale-reeds] }]           | policies[0].reduce[0]: 'stale-reeds' (expected: duplicates, stale-reads, old-tool-results, structure, extract; did you mean 'stale-reads'?)
            policies: [{ name: p, reduce: [extract, extract] }]      | policies[0].reduce: a list (expected: a list without repetitions)
            policies: [{ name: p, arrival: lossles }]                | policies[0].arrival: 'lossles' (expected: off, lossless; did you mean 'lossless'?)
            policies: [{ name: p, tools: [{ name: r }] }]            | policies[0].tools[0].does: missing (expected: read, edit, write, delete, move, shell, patch)
            policies: [{ name: p, tools: [{ name: r, does: reed }] }] | policies[0].tools[0].does: 'reed' (expected: read, edit, write, delete, move, shell, patch; did you mean 'read'?)
            policies: [{ name: p, tools: [{ name: r, does: edit, from: at }] }] | policies[0].tools[0].from: 'at' (expected: only beside does: read)
            policies: [{ name: p, tools: [{ name: r, does: read, to: at }] }] | policies[0].tools[0].to: 'at' (expected: only beside does: move)
            policies: [{ name: p, recall: { from: archive } }]       | policies[0].recall.from: a single value (expected: a list such as [archive, "docs/*"])
            policies: [{ name: p, recall: { budget: 2s } }]          | policies[0].recall.budget: '2s' (expected: a number of tokens such as 64k)
            policies: [{ name: p, latency: { ttft-p95: 2 } }]        | policies[0].latency.ttft-p95: '2' (expected: a duration such as 500ms, 5s, 10m or 1h)
            policies: [{ name: p, match: { models: [] } }]           | policies[0].match.models: a list (expected: a list of patterns such as ["qwen*"])
            policies: [{ name: p, match: { models: ["{a,b}"] } }]    | policies[0].match.models[0]: '{a,b}' (expected: a name in which only * and ? are special)
            policies: [{ name: p, match: { tenants: [nobody] } }]    | policies[0].match.tenants[0]: 'nobody' (expected: a tenant of this file)
            policies: [{ name: p, match: { tenants: [anonymus] } }]  | policies[0].match.tenants[0]: 'anonymus' (expected: a tenant of this file; did you mean 'anonymous'?)
            tenants: [{ name: t, key-sha256: sk-raw-key }]           | tenants[0].key-sha256: (hidden) (expected: the SHA-256 of a key, 64 hexadecimal digits)
            tenants: [{ name: t, key-sha256: HASH, weight: 0 }]      | tenants[0].weight: '0' (expected: a number above 0)
            tenants: [{ name: t, key-sha256: HASH, weight: .inf }]   | tenants[0].weight: 'Infinity' (expected: a number above 0)
            tenants: [{ name: t, key-sha256: HASH }, { name: u, key-sha256: HASH }] | tenants[1].key-sha256: (hidden) (expected: a key of its own; tenants[0].key-sha256 has the same)
            admin: sk-raw-key                                        | admin: a single value (expected: a mapping with key-sha256)
            admin: { }                                               | admin.key-sha256: missing (expected: the SHA-256 of a key, 64 hexadecimal digits)
            timeouts: { idle: 0s }                                   | timeouts.idle: '0s' (expected: a duration such as 500ms, 5s, 10m or 1h)
            limits: { body: 64 }                                     | limits.body: '64' (expected: bytes such as 64MiB or 4GiB)
            limits: { sessions: 1000000000000 }                      | limits.sessions: '1000000000000' (expected: a whole number, 1 or more)
            session: { header: "x my session" }                      | session.header: 'x my session' (expected: the name of a header, such as x-my-session)
            archive: { durability: durable }                         | archive.durability: 'durable' (expected: searchable, committed)
            logging: { level: INFO }                                 | logging.level: 'INFO' (expected: error, warn, info, debug, trace; did you mean 'info'?)
            just some text                                           | a single value (expected: a mapping with listen, backends, models, policies, tenants, admin, timeouts, limits, session, archive, logging)
            """)
    void namesTheMistakeAndItsPlace(String yaml, String line) {
        assertThat(problemsOf(yaml.replace("HASH", HASH))).containsExactly(line);
    }

    @Test
    void reportsEveryProblemOfAllKindsAtOnce() {
        PolicyFileException refusal = refusalOf("""
                listen: { port: 0x }
                backends:
                  - { name: a }
                  - { url: "gopher://b", api-key: "${UNSET}" }
                policies:
                  - { name: p, context: { cap: 1k, floor: 2k, low-water: 100% }, mode: on }
                  - { name: p, context: { cap: 64 kilos }, pressure: { start: 99% }, match: { tenants: [ghost] } }
                """);

        assertThat(refusal).hasMessage("""
                        test.yaml: 10 problems
                          listen.port: '0x' (expected: a port, 0 to 65535)
                          backends[0].url: missing (expected: a URL such as http://10.0.0.1:8000)
                          policies[0].mode: 'on' (expected: enforce, shadow)
                          policies[1].context.cap: '64 kilos' (expected: a number of tokens such as 64k, bytes such as 4GiB, or a share of the pool such as 40%)
                          backends[1].api-key: '${UNSET}' (expected: an environment variable that is set)
                          policies[0].context.floor: '2k' (expected: no more than the cap, 1k)
                          policies[0].context.low-water: '100%' (expected: above 0% and below 100%)
                          policies[1].pressure.start: '99%' (expected: below full, 95%)
                          policies[1].name: 'p' (expected: a name of its own; policies[0].name has the same)
                          policies[1].match.tenants[0]: 'ghost' (expected: a tenant of this file)""");
        assertThat(refusal.problems())
                .hasSize(10)
                .extracting(PolicyFileProblem::path)
                .contains("backends[1].api-key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            listen:;  port: [80;limits: {}                     | line 3, column 7: while parsing a flow sequence, expected ',' or ']', but got :
            models:;  - *qwen;                                 | line 2, column 3: invalid alias: qwen (a value that begins with * needs quotes)
            match: { models: [*] };                            | line 1, column 19: while scanning an alias, unexpected character found ](93) (a value that begins with * needs quotes)
            listen: { port: 1 };limits: {};listen: { port: 2 } | line 3, column 7: Duplicate Object property "listen"
            listen:;  port: 1;  port: 2                        | line 3, column 7: Duplicate Object property "port"
            listen: { port: 1 };---;listen: { port: 2 }        | line 3, column 1: a second document (expected: one)
            """)
    void namesLineAndColumnOfWhatIsNoYaml(String yaml, String line) {
        assertThat(problemsOf(yaml.replace(';', '\n'))).containsExactly(line);
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThat(problemsOf("[".repeat(2000))).singleElement().asString().contains("nesting depth");
    }

    @Test
    void neverRepeatsSecretsThatStandInTheWrongPlace() {
        assertThat(String.join("\n", problemsOf("admin: sk-secret"))).doesNotContain("sk-secret");
        assertThat(String.join("\n", problemsOf("backends: [{ url: \"http://a\", api-key: [sk-secret] }]")))
                .doesNotContain("sk-secret");
        assertThat(String.join("\n", problemsOf("backends: [{ url: \"http://a\", api-key: sk-secret }]]")))
                .doesNotContain("sk-secret");
    }

    @Test
    void namesModelFilesThatAreNotThere(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("plimsoll.yaml"), """
                models:
                  - { name: a, config: here.json, tokenizer: o200k_base }
                  - { name: b, config: gone.json, tokenizer: o999k_base, chat-template: . }
                """);
        Files.writeString(folder.resolve("here.json"), "{}");

        PolicyFileException refusal = catchThrowableOfType(PolicyFileException.class, () -> files.read(file));

        assertThat(refusal.problems())
                .extracting(PolicyFileProblem::toString)
                .containsExactly(
                        "models[1].config: 'gone.json' (expected: a file; there is none at "
                                + folder.resolve("gone.json") + ")",
                        "models[1].chat-template: '.' (expected: a file; there is none at " + folder + ")",
                        "models[1].tokenizer: 'o999k_base' (expected: a file; there is none at "
                                + folder.resolve("o999k_base") + ")");
    }

    @Test
    void saysInOneSentenceWhyFileCannotBeRead(@TempDir Path folder) throws Exception {
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0x00});

        assertThat(catchThrowableOfType(PolicyFileException.class, () -> files.read(folder.resolve("none.yaml"))))
                .hasMessage(folder.resolve("none.yaml") + ": cannot be read: there is no such file");
        assertThat(catchThrowableOfType(PolicyFileException.class, () -> files.read(folder)))
                .hasMessage(folder + ": cannot be read: it is a folder");
        assertThat(catchThrowableOfType(PolicyFileException.class, () -> files.read(binary)))
                .hasMessage(binary + ": cannot be read: it is not UTF-8 text");
    }

    private List<String> problemsOf(String yaml) {
        return refusalOf(yaml).problems().stream()
                .map(PolicyFileProblem::toString)
                .toList();
    }

    private PolicyFileException refusalOf(String yaml) {
        PolicyFileException refusal =
                catchThrowableOfType(PolicyFileException.class, () -> files.parse(yaml, "test.yaml"));
        assertThat(refusal).as("refusal of %s", yaml).isNotNull();
        return refusal;
    }
}
