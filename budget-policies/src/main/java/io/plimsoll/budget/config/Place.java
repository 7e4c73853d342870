package io.plimsoll.budget.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A value of the tree and where it stands. Reading on from a value that is absent or of another kind gives nothing, so
 * that checks can look past what the schema has already refused.
 */
record Place(String path, JsonNode node) {

    Place get(String key) {
        return new Place(path.isEmpty() ? key : path + "." + key, node.path(key));
    }

    List<Place> items() {
        return node.isArray()
                ? IntStream.range(0, node.size())
                        .mapToObj(i -> new Place(path + "[" + i + "]", node.get(i)))
                        .toList()
                : List.of();
    }

    Optional<String> text() {
        return node.isString() ? Optional.of(node.asString()) : Optional.empty();
    }

    PolicyFileProblem problem(String message) {
        return new PolicyFileProblem(path, message);
    }
}
