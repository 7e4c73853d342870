package io.plimsoll.budget.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PolicySchemaTest {

    /** A file in which every list has one entry and no key has a value that is not required. */
    private static final String BAREST = """
            backends: [{ url: "http://gpu:8000" }]
            models: [{ name: m }]
            policies: [{ name: p }]
            tenants: [{ name: t, key-sha256: %1$s }]
            admin: { key-sha256: %1$s }
            """.formatted(KeySha256.of("key").hex());

    @Test
    void hasOnePropertyForEachRecordComponentAndNoOther() {
        List<String> ofSchema = new ArrayList<>();
        List<String> ofRecords = new ArrayList<>();
        schemaKeys("", PolicySchema.tree(), ofSchema);
        recordKeys("", PolicyFile.class, ofRecords);

        assertThat(ofSchema).containsExactlyInAnyOrderElementsOf(ofRecords);
    }

    @Test
    void pinsEveryKeyAndDefault() {
        Map<String, String> defaults = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>();
        schemaKeys("", PolicySchema.tree(), keys);
        keys.forEach(key -> defaults.put(key, rulesOf(key).path("default").toString()));

        assertThat(defaults.entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue())
                        .map(line -> line.replaceFirst(" = $", "")))
                .containsExactlyElementsOf("""
                        listen
                        listen.host = "0.0.0.0"
                        listen.port = 8080
                        backends
                        backends.name
                        backends.url
                        backends.engine = "auto"
                        backends.api-key
                        backends.pool
                        backends.pool.tokens
                        backends.pool.blocks
                        backends.pool.block-size = 16
                        backends.max-in-flight
                        backends.billed = false
                        models
                        models.name
                        models.config
                        models.tokenizer
                        models.chat-template
                        models.kv-dtype
                        models.tensor-parallel = 1
                        models.pipeline-parallel = 1
                        models.window
                        models.aliases = []
                        policies
                        policies.name
                        policies.match
                        policies.match.models = ["*"]
                        policies.match.tenants = ["*"]
                        policies.mode = "enforce"
                        policies.shadow
                        policies.context
                        policies.context.cap
                        policies.context.floor
                        policies.context.low-water = "50%"
                        policies.context.newest-results = 3
                        policies.context.newest-share = "75%"
                        policies.context.client-window
                        policies.context.cuts
                        policies.context.cuts.minimum-gain = "25%"
                        policies.context.cuts.ahead = false
                        policies.pressure
                        policies.pressure.start = "70%"
                        policies.pressure.full = "95%"
                        policies.stabilise = "neutral"
                        policies.reduce = ["duplicates","stale-reads","old-tool-results","structure","extract"]
                        policies.arrival = "off"
                        policies.tools = []
                        policies.tools.name
                        policies.tools.does
                        policies.tools.path
                        policies.tools.to
                        policies.tools.from
                        policies.tools.lines
                        policies.recall
                        policies.recall.budget = "2k"
                        policies.recall.from = ["archive"]
                        policies.when-over = "recall"
                        policies.latency
                        policies.latency.ttft-p95
                        policies.quality
                        policies.quality.extra-steps = "5%"
                        policies.quality.back-off = false
                        tenants
                        tenants.name
                        tenants.key-sha256
                        tenants.weight = 1
                        tenants.max-sessions
                        admin
                        admin.key-sha256
                        timeouts
                        timeouts.connect = "5s"
                        timeouts.first-token = "10m"
                        timeouts.idle = "5m"
                        timeouts.total = "30m"
                        timeouts.upload = "30s"
                        limits
                        limits.body = "64MiB"
                        limits.sessions = 10000
                        session
                        session.header
                        archive
                        archive.path = "plimsoll-data"
                        archive.durability = "searchable"
                        archive.embedding = "e5-small-v2"
                        logging
                        logging.level = "info"
                        """.lines().toList());
    }

    @Test
    void saysTheDefaultsThatRecordsApply() throws Exception {
        PolicyFile barest = new PolicyFiles(name -> null).parse(BAREST, "barest");
        List<String> differences = new ArrayList<>();
        compareDefaults("", barest, PolicySchema.tree(), differences);

        assertThat(differences).isEmpty();
    }

    @Test
    void describesEveryKeyAndKindOfValue() {
        List<String> keys = new ArrayList<>();
        schemaKeys("", PolicySchema.tree(), keys);

        assertThat(keys)
                .allSatisfy(key -> assertThat(rulesOf(key).path("description").asString(""))
                        .isNotBlank());
        assertThat(PolicySchema.tree().get("$defs"))
                .allSatisfy(kind ->
                        assertThat(kind.path("errorMessage").asString("")).startsWith("expected: "));
    }

    @Test
    void listsTheNamesThatEnumsHave() {
        assertThat(names("policies.reduce", true)).isEqualTo(kebab(Reduction.values()));
        assertThat(names("policies.mode", false)).isEqualTo(kebab(PolicyMode.values()));
        assertThat(names("policies.stabilise", false)).isEqualTo(kebab(Stabilise.values()));
        assertThat(names("policies.arrival", false)).isEqualTo(kebab(Arrival.values()));
        assertThat(names("policies.tools.does", false)).isEqualTo(kebab(ToolAction.values()));
        assertThat(names("policies.when-over", false)).isEqualTo(kebab(WhenOver.values()));
        assertThat(names("backends.engine", false)).isEqualTo(kebab(EngineKind.values()));
        assertThat(names("archive.durability", false)).isEqualTo(kebab(Durability.values()));
        assertThat(names("archive.embedding", false)).isEqualTo(kebab(Embedding.values()));
        assertThat(names("logging.level", false)).isEqualTo(kebab(LogLevel.values()));
    }

    @Test
    void acceptsEveryEnumName() {
        PolicyFiles files = new PolicyFiles(name -> null);
        assertThat(names("backends.engine", false))
                .allSatisfy(name -> assertThat(
                                files.parse("backends: [{ url: \"http://a\", engine: " + name + " }]", "engine")
                                        .backends()
                                        .getFirst()
                                        .effectiveEngine())
                        .hasToString(name.toUpperCase(Locale.ROOT).replace('-', '_')));
        assertThat(files.parse("policies: [{ name: p, reduce: " + names("policies.reduce", true) + " }]", "reduce")
                        .policies()
                        .getFirst()
                        .reduce())
                .containsExactly(Reduction.values());
    }

    private static void schemaKeys(String prefix, JsonNode rules, List<String> keys) {
        JsonNode mapping = rules.has("items") ? rules.get("items") : rules;
        mapping.path("properties").properties().forEach(property -> {
            keys.add(prefix + property.getKey());
            schemaKeys(prefix + property.getKey() + ".", property.getValue(), keys);
        });
    }

    private static void recordKeys(String prefix, Class<?> type, List<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + RecordBinding.key(component);
            keys.add(key);
            Class<?> section = sectionIn(component.getGenericType());
            if (section != null) {
                recordKeys(key + ".", section, keys);
            }
        }
    }

    /** The record that a key's mapping becomes, null where the key has a plain value. */
    private static @Nullable Class<?> sectionIn(Type type) {
        Type element = type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
        return element instanceof Class<?> record
                        && (record.getSimpleName().endsWith("Settings")
                                || record.getSimpleName().endsWith("Entry")
                                || record == PolicyMatch.class)
                ? record
                : null;
    }

    private static JsonNode rulesOf(String key) {
        JsonNode rules = PolicySchema.tree();
        for (String step : key.split("\\.")) {
            rules = (rules.has("items") ? rules.get("items") : rules)
                    .get("properties")
                    .get(step);
        }
        return rules;
    }

    /** Calls {@code effectiveX()} of every component whose key has a default, on records that have no value for it. */
    private static void compareDefaults(String path, Object record, JsonNode rules, List<String> differences)
            throws Exception {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String key = RecordBinding.key(component);
            JsonNode own = rules.get("properties").get(key);
            Class<?> section = sectionIn(component.getGenericType());
            if (own.has("default")) {
                Object applied = effective(record, component);
                Object said = bound(own.get("default"), key, record.getClass());
                if (!applied.equals(said)) {
                    differences.add(path + key + ": schema says " + said + ", record applies " + applied);
                }
            } else if (section != null && component.getType() == List.class) {
                Object entry = ((List<?>) component.getAccessor().invoke(record)).getFirst();
                compareDefaults(path + key + ".", entry, own.get("items"), differences);
            } else if (section != null && section != AdminSettings.class && section != PoolSettings.class) {
                compareDefaults(path + key + ".", effective(record, component), own, differences);
            } else if (section == PoolSettings.class) {
                compareDefaults(path + key + ".", new PoolSettings(null, null, null), own, differences);
            }
        }
    }

    private static Object effective(Object record, RecordComponent component) throws Exception {
        String name = component.getName();
        String method = "effective" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return record.getClass().getMethod(method).invoke(record);
    }

    /** What a record holds when the file spells the default out. */
    private static Object bound(JsonNode value, String key, Class<?> type) throws Exception {
        ObjectNode mapping = (ObjectNode) JsonMapper.shared()
                .readTree(
                        switch (type.getSimpleName()) {
                            case "BackendEntry" -> "{\"url\":\"http://gpu:8000\"}";
                            case "ModelEntry", "PolicyEntry" -> "{\"name\":\"x\"}";
                            case "TenantEntry" ->
                                "{\"name\":\"x\",\"key-sha256\":\""
                                        + KeySha256.of("k").hex() + "\"}";
                            default -> "{}";
                        });
        mapping.set(key, value);
        Object record = new RecordBinding(Path.of(""), name -> null).bind(mapping, type);
        for (RecordComponent component : type.getRecordComponents()) {
            if (RecordBinding.key(component).equals(key)) {
                return component.getAccessor().invoke(record);
            }
        }
        throw new AssertionError(type + " has no " + key);
    }

    private static List<String> names(String key, boolean list) {
        JsonNode rules = rulesOf(key);
        return (list ? rules.get("items") : rules)
                .get("enum")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static List<String> kebab(Enum<?>[] values) {
        return Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
