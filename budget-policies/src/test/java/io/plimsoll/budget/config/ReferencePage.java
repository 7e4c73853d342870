package io.plimsoll.budget.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Writes {@code docs/reference/policy-file.md} from the schema. */
final class ReferencePage {

    private static final String HEAD = """
            # Policy file

            <!-- Generated from budget-policies/src/main/resources/plimsoll.schema.json. Do not edit:
                 mvn -pl budget-policies test -Dtest=ReferencePageTest -Dplimsoll.writeDocs=true -->

            %s

            Everything wrong with a file is reported at once, each problem with its path. A file that changes while the
            gateway runs is read again; if it is not valid then, the one before stays in force. YAML anchors may be used.
            Editors complete and check the file when its first line is
            `# yaml-language-server: $schema=<path or URL of plimsoll.schema.json>`.

            ## Values

            | kind | how it is written |
            |---|---|
            """;

    private final StringBuilder page = new StringBuilder();

    static String write() {
        return new ReferencePage().render(PolicySchema.tree());
    }

    private String render(JsonNode schema) {
        page.append(HEAD.formatted(schema.get("description").asString()));
        schema.get("$defs").forEach(kind -> row(kind.get("title").asString(), text(kind)));
        schema.get("properties").properties().forEach(section -> section(section.getKey(), section.getValue()));
        return page.toString();
    }

    private void section(String key, JsonNode rules) {
        boolean list = rules.has("items");
        page.append("\n## `").append(key).append("`\n\n");
        page.append(list ? "A list. " : "").append(text(rules)).append("\n\n");
        page.append("| key | value | default | meaning |\n|---|---|---|---|\n");
        keys("", list ? rules.get("items") : rules);
    }

    private void keys(String prefix, JsonNode mapping) {
        List<String> required = strings(mapping.path("required"));
        mapping.get("properties").properties().forEach(property -> {
            String key = prefix + property.getKey();
            JsonNode rules = property.getValue();
            String otherwise = required.contains(property.getKey()) ? "required" : defaultOf(rules);
            row("`" + key + "`", kind(rules), otherwise, text(rules));
            if (rules.has("properties")) {
                keys(key + ".", rules);
            } else if (rules.path("items").has("properties")) {
                keys(key + "[].", rules.get("items"));
            }
        });
    }

    private static String kind(JsonNode rules) {
        JsonNode resolved = PolicySchema.resolved(rules);
        if (resolved.has("title")) {
            return "[" + resolved.get("title").asString() + "](#values)";
        }
        if (rules.has("enum")) {
            return strings(rules.get("enum")).stream()
                    .map(name -> "`" + name + "`")
                    .collect(Collectors.joining(", "));
        }
        if (rules.has("items")) {
            return "list of " + kind(rules.get("items"));
        }
        if (rules.has("properties")) {
            return "mapping";
        }
        return rules.has("errorMessage")
                ? rules.get("errorMessage").asString().replaceFirst("^expected: ", "")
                : rules.get("type").asString();
    }

    private static String defaultOf(JsonNode rules) {
        if (!rules.has("default")) {
            return "";
        }
        JsonNode value = rules.get("default");
        return "`" + (value.isArray() ? strings(value).toString().replace("*", "\"*\"") : value.asString()) + "`";
    }

    private static String text(JsonNode rules) {
        return rules.get("description").asString();
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(item -> strings.add(item.asString()));
        return strings;
    }

    private void row(String... cells) {
        page.append("| ");
        for (int i = 0; i < cells.length; i++) {
            page.append(i == 0 ? "" : " | ").append(cells[i].replace("|", "\\|"));
        }
        page.append(" |\n");
    }
}
