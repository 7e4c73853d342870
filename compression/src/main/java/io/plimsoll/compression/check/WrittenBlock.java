package io.plimsoll.compression.check;

import io.plimsoll.compression.Edit;
import io.plimsoll.compression.check.Violation.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether the bytes of a block are the messages that its roles promise, each with something to say. */
final class WrittenBlock {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private WrittenBlock() {}

    static List<Rule> check(Edit.Text text) {
        JsonNode elements;
        try {
            elements = JSON.readTree("[" + new String(text.bytes(), StandardCharsets.UTF_8) + "]");
        } catch (JacksonException notElements) {
            return List.of(Rule.BLOCK_NOT_ITS_ROLES);
        }
        List<Rule> broken = new ArrayList<>();
        boolean objects = true;
        for (JsonNode element : elements) {
            objects &= element.isObject();
            if (element.isObject() && !speaks(element)) {
                broken.add(Rule.EMPTY_MESSAGE);
            }
        }
        if (!objects || elements.size() != text.roles().size()) {
            broken.add(Rule.BLOCK_NOT_ITS_ROLES);
        }
        return broken;
    }

    /** Whether bytes are elements of a history array, with commas between them. */
    static boolean areElements(byte[] bytes) {
        try {
            JsonNode elements = JSON.readTree("[" + new String(bytes, StandardCharsets.UTF_8) + "]");
            return !elements.isEmpty() && elements.valueStream().allMatch(JsonNode::isObject);
        } catch (JacksonException notElements) {
            return false;
        }
    }

    /** All dialects call it text or content, at some depth. */
    private static boolean speaks(JsonNode element) {
        List<JsonNode> texts = new ArrayList<>(element.findValues("text"));
        texts.addAll(element.findValues("content"));
        return texts.stream()
                .anyMatch(text -> text.isString() && !text.asString().isBlank());
    }
}
