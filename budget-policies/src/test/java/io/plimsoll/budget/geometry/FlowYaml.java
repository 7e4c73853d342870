package io.plimsoll.budget.geometry;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Writes JSON objects in tests without the quotes. */
final class FlowYaml {

    private static final YAMLMapper MAPPER = new YAMLMapper();

    private FlowYaml() {}

    static JsonNode object(String keys) {
        return MAPPER.readTree("{" + keys + "}");
    }
}
