package io.plimsoll.budget.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema that ships, as a tree for tests to walk. */
final class PolicySchema {

    private static final JsonNode TREE = read();

    private PolicySchema() {}

    static JsonNode tree() {
        return TREE;
    }

    /** The rules that a {@code $ref} points at, or the rules themselves. */
    static JsonNode resolved(JsonNode rules) {
        return rules.has("$ref") ? TREE.at(rules.get("$ref").asString().substring(1)) : rules;
    }

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(PolicySchema.class.getResourceAsStream("/plimsoll.schema.json"))) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
