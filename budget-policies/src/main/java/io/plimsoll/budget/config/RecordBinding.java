package io.plimsoll.budget.config;

import io.plimsoll.budget.geometry.KvDtype;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Turns a tree into records. Every value and every record is first bound on its own, from the leaves up, so that what
 * their constructors refuse is gathered instead of ending at the first. Created per file.
 */
final class RecordBinding {

    private static final KebabKeys KEYS = new KebabKeys();

    private final JsonMapper mapper;

    /**
     * Prepares for one file.
     *
     * @param folder where relative paths start
     * @param environment the value of an environment variable, null where it is not set
     */
    RecordBinding(Path folder, Function<String, @Nullable String> environment) {
        SimpleModule values = new SimpleModule("policy-file-values");
        add(values, ContextAmount.class, ContextAmount::parse);
        add(values, Tokens.class, Tokens::parse);
        add(values, ByteSize.class, ByteSize::parse);
        add(values, Share.class, Share::parse);
        add(values, Duration.class, DurationText::parse);
        add(values, Glob.class, Glob::new);
        add(values, KeySha256.class, KeySha256::new);
        add(values, Secret.class, text -> Secret.parse(text, environment));
        add(values, KvDtype.class, RecordBinding::kvDtype);
        add(values, URI.class, RecordBinding::url);
        add(values, Path.class, text -> path(folder, text));
        add(values, TokenizerSource.class, text -> TokenizerSource.parse(text, name -> path(folder, name)));
        mapper = JsonMapper.builder()
                .propertyNamingStrategy(KEYS)
                .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
                .addModule(values)
                .build();
    }

    /** The key under which a record's component stands in the file. */
    static String key(RecordComponent component) {
        return KEYS.translate(component.getName());
    }

    /** What the records refuse, apart from the places that {@code known} problems name already. */
    List<PolicyFileProblem> problems(JsonNode tree, List<PolicyFileProblem> known) {
        List<PolicyFileProblem> all = new ArrayList<>(known);
        bindUpwards("", tree, PolicyFile.class, all);
        return all.subList(known.size(), all.size());
    }

    /** Binds a tree without problems. */
    <T> T bind(JsonNode tree, Class<T> type) {
        return mapper.treeToValue(tree, type);
    }

    private void bindUpwards(String path, JsonNode node, Type type, List<PolicyFileProblem> problems) {
        if (type instanceof Class<?> record && record.isRecord() && node.isObject()) {
            for (RecordComponent component : record.getRecordComponents()) {
                String key = key(component);
                if (node.has(key)) {
                    String childPath = path.isEmpty() ? key : path + "." + key;
                    bindUpwards(childPath, node.get(key), component.getGenericType(), problems);
                }
            }
        } else if (type instanceof ParameterizedType list && node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                bindUpwards(path + "[" + i + "]", node.get(i), list.getActualTypeArguments()[0], problems);
            }
        }
        if (problems.stream().noneMatch(problem -> problem.isWithin(path))) {
            bindAlone(path, node, type, problems);
        }
    }

    private void bindAlone(String path, JsonNode node, Type type, List<PolicyFileProblem> problems) {
        try {
            mapper.treeToValue(node, mapper.constructType(type));
        } catch (JacksonException | IllegalArgumentException e) {
            problemsOf(e).forEach(problem -> problems.add(problem.under(path)));
        }
    }

    private static List<PolicyFileProblem> problemsOf(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Rules.Broken broken) {
                return broken.problems();
            }
            if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
                return List.of(new PolicyFileProblem("", cause.getMessage()));
            }
        }
        throw e;
    }

    private static URI url(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + BackendEntry.shown(text) + "' (expected: a URL such as http://10.0.0.1:8000)", e);
        }
    }

    private static KvDtype kvDtype(String text) {
        return KvDtype.find(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' (expected: a type that an engine knows, such as bf16, fp8 or q8_0)"));
    }

    private static Path path(Path folder, String text) {
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("(unprintable) (expected: a path; " + e.getReason() + ")", e);
        }
    }

    private static <T> void add(SimpleModule module, Class<T> type, Function<String, ? extends T> parse) {
        module.addDeserializer(type, new FromText<>(type, parse));
    }

    /** The library's own spelling, opened so that walking and binding cannot differ. */
    private static final class KebabKeys extends PropertyNamingStrategies.KebabCaseStrategy {

        private static final long serialVersionUID = 1L;

        @Override
        public String translate(String name) {
            return super.translate(name);
        }
    }

    /** Reads a value from its text, whether it was quoted or not. */
    private static final class FromText<T> extends StdDeserializer<T> {

        private final Function<String, ? extends T> parse;

        private FromText(Class<T> type, Function<String, ? extends T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            return parse.apply(parser.getString());
        }
    }
}
