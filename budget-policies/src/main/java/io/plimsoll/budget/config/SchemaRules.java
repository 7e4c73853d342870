package io.plimsoll.budget.config;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code plimsoll.schema.json} says about a tree, in the words of the schema: its {@code errorMessage}s are what
 * editors show, too. A value under {@code writeOnly} is a secret and is not repeated. Thread-safe.
 */
final class SchemaRules {

    /** Plain 2020-12, in which {@code errorMessage} is known to say nothing about validity. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword("errorMessage"))
            .build();

    private final JsonNode schemaTree;
    private final Schema schema;

    private SchemaRules(JsonNode schemaTree) {
        this.schemaTree = schemaTree;
        this.schema = SchemaRegistry.withDialect(DIALECT).getSchema(schemaTree);
    }

    /** The schema that ships with this class. */
    static SchemaRules load() {
        try (InputStream in = SchemaRules.class.getResourceAsStream("/plimsoll.schema.json")) {
            if (in == null) {
                throw new IllegalStateException(
                        "plimsoll.schema.json: not on the class path (expected: beside classes)");
            }
            return new SchemaRules(JsonMapper.shared().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that breaks the schema, each once. */
    List<PolicyFileProblem> problems(JsonNode tree) {
        return schema.validate(tree).stream()
                .map(error -> problem(error, tree))
                .distinct()
                .toList();
    }

    private PolicyFileProblem problem(Error error, JsonNode tree) {
        String path = path(error.getInstanceLocation());
        JsonNode rules = at(schemaTree, error.getSchemaLocation().getFragment().getParent());
        return switch (error.getKeyword()) {
            case "additionalProperties" ->
                new PolicyFileProblem(error.getProperty(), unknownKey(error.getProperty(), rules)).under(path);
            case "required" ->
                new PolicyFileProblem(error.getProperty(), missing(error.getProperty(), rules)).under(path);
            default -> new PolicyFileProblem(path, broken(at(tree, error.getInstanceLocation()), rules));
        };
    }

    private static String unknownKey(String key, JsonNode rules) {
        Collection<String> known = rules.path("properties").propertyNames();
        return NearestName.of(key, known)
                .or(() -> oneLevelDown(key, rules))
                .map(name -> "unknown key (did you mean '" + name + "'?)")
                .orElseGet(() -> "unknown key (expected: " + String.join(", ", known) + ")");
    }

    /** Where a key belongs that was written one level too high. */
    private static Optional<String> oneLevelDown(String key, JsonNode rules) {
        return rules.path("properties").properties().stream()
                .filter(section -> section.getValue().path("properties").has(key))
                .map(section -> section.getKey() + "." + key)
                .findFirst();
    }

    private String missing(String key, JsonNode rules) {
        return "missing (" + expected(resolved(rules.path("properties").path(key))) + ")";
    }

    private static String broken(JsonNode value, JsonNode rules) {
        return shown(value, rules) + " (" + expected(rules) + guess(value, rules) + quotes(value, rules) + ")";
    }

    /** The value itself only where a single value is expected: what stands in place of a mapping may be a secret. */
    private static String shown(JsonNode value, JsonNode rules) {
        if (rules.path("writeOnly").asBoolean(false)) {
            return "(hidden)";
        }
        if (value.isObject()) {
            return "a mapping";
        }
        if (value.isArray()) {
            return "a list";
        }
        boolean wantsContainer = rules.has("properties") || rules.has("items");
        return wantsContainer ? "a single value" : "'" + value.asString() + "'";
    }

    private static String expected(JsonNode rules) {
        if (rules.has("errorMessage")) {
            return rules.get("errorMessage").asString();
        }
        if (rules.has("enum")) {
            return "expected: " + String.join(", ", names(rules.get("enum")));
        }
        if (rules.has("properties")) {
            return "expected: a mapping with "
                    + String.join(", ", rules.get("properties").propertyNames());
        }
        return "expected: a list";
    }

    private static String guess(JsonNode value, JsonNode rules) {
        if (!rules.has("enum") || !value.isString()) {
            return "";
        }
        return NearestName.of(value.asString(), names(rules.get("enum")))
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }

    /** Names such as 2024 are numbers to YAML. */
    private static String quotes(JsonNode value, JsonNode rules) {
        boolean onlyLacksQuotes = rules.path("type").asString("").equals("string")
                && (value.isNumber() || value.isBoolean())
                && Pattern.compile(rules.path("pattern").asString(""))
                        .matcher(value.asString())
                        .find();
        return onlyLacksQuotes ? ", in quotes" : "";
    }

    private static List<String> names(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).collect(Collectors.toList());
    }

    private JsonNode resolved(JsonNode rules) {
        JsonNode reference = rules.path("$ref");
        return reference.isString() ? schemaTree.at(reference.asString().substring(1)) : rules;
    }

    private static JsonNode at(JsonNode root, NodePath path) {
        JsonNode node = root;
        for (int i = 0; i < path.getNameCount(); i++) {
            node = path.getElement(i) instanceof Integer index && node.isArray()
                    ? node.path(index)
                    : node.path(path.getName(i));
        }
        return node;
    }

    private static String path(NodePath location) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < location.getNameCount(); i++) {
            if (location.getElement(i) instanceof Integer index) {
                text.append('[').append(index).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(location.getName(i));
            }
        }
        return text.toString();
    }
}
