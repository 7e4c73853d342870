package io.plimsoll.budget.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLAnchorReplayingFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Turns YAML text into a tree: anchors replayed, a key that is given twice refused, keys without a value left out. An
 * empty file is an empty mapping.
 */
final class YamlTree {

    private static final YAMLMapper MAPPER = YAMLMapper.builder(new YAMLAnchorReplayingFactory())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private YamlTree() {}

    /**
     * Reads one document.
     *
     * @throws PolicyFileException with the line and column of what is no YAML
     */
    static JsonNode parse(String yaml, String source) {
        try {
            JsonNode tree = MAPPER.readTree(yaml);
            if (tree.isMissingNode() || tree.isNull()) {
                return JsonNodeFactory.instance.objectNode();
            }
            return withoutNulls(tree);
        } catch (JacksonException e) {
            throw new PolicyFileException(source, List.of(syntaxProblem(e)));
        }
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.removeIf(JsonNode::isNull);
        }
        node.forEach(YamlTree::withoutNulls);
        return node;
    }

    /** Leaves out the indented lines of the parser's message, which quote the file and so may quote keys. */
    private static PolicyFileProblem syntaxProblem(JacksonException e) {
        String what = e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(", "));
        return new PolicyFileProblem("", place(e.getLocation()) + explained(what));
    }

    /** The parser knows no place for what it finds before the first token or past the last, such as too deep a nesting. */
    private static String place(@Nullable TokenStreamLocation at) {
        return at == null || at.getLineNr() < 1 ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    private static String explained(String what) {
        if (what.startsWith("Trailing token")) {
            return "a second document (expected: one)";
        }
        return what.contains("alias") ? what + " (a value that begins with * needs quotes)" : what;
    }
}
