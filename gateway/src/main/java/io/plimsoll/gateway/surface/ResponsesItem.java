package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.compression.ByteRange;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One item of a Responses input.
 *
 * @param node the item; an object. An input that is a bare string is read as the user message that it stands for
 * @param kind what it is
 * @param range its bytes, relative to the start of its message
 */
record ResponsesItem(JsonNode node, ItemKind kind, ByteRange range) {

    /** What clients drop, keep or fill in as they like when they send a model's items back. */
    private static final Set<String> INSIGNIFICANT = Set.of("id", "status");

    /** Where items of the known kinds carry what a tool is called with. */
    private static final List<String> ARGUMENTS = List.of("arguments", "input", "action", "operation");

    /** What says nothing about a call, or is too large to be its argument. */
    private static final List<String> NO_ARGUMENTS =
            List.of("type", "id", "status", "call_id", "name", "result", "encrypted_content");

    static ResponsesItem of(JsonNode node, ByteRange range) {
        if (node.isString()) {
            JsonNode message =
                    Json.MAPPER.createObjectNode().put("role", "user").set("content", node);
            return new ResponsesItem(message, ItemKind.USER, range);
        }
        return new ResponsesItem(node, ItemKind.of(stringOrNull(node, "type"), stringOrNull(node, "role")), range);
    }

    private static @Nullable String stringOrNull(JsonNode node, String field) {
        return node.path(field).isString() ? node.path(field).asString() : null;
    }

    String type() {
        return node.path("type").asString("message");
    }

    /** The id that ties a call to its output; empty for what needs none, such as a search that the server made itself. */
    String callId() {
        return switch (kind) {
            case CALL -> string(type().equals("mcp_approval_request") ? "id" : "call_id");
            case OUTPUT ->
                node.has("call_id")
                        ? string("call_id")
                        : string(node.has("approval_request_id") ? "approval_request_id" : "id");
            case USER, NOTE, ANSWER, REASONING, COMPACTION, OTHER -> "";
        };
    }

    /** What is said in it, for messages and outputs. */
    String text() {
        return switch (kind) {
            case USER, NOTE, ANSWER -> text(node.path("content"));
            case OUTPUT -> text(node.path("output"));
            case REASONING, CALL, COMPACTION, OTHER -> "";
        };
    }

    /** What was thought: the thoughts where they are readable, else their summary. */
    String reasoning() {
        if (kind != ItemKind.REASONING) {
            return "";
        }
        String thoughts = text(node.path("content"));
        return thoughts.isEmpty() ? text(node.path("summary")) : thoughts;
    }

    /** The call, for {@link ItemKind#CALL} and for items of which nothing is known, so that they count and leave a trace. */
    PromptCall call() {
        String name = string("name");
        String called = name.isEmpty() ? type().replaceFirst("_call$", "") : name;
        return new PromptCall(callId(), called, arguments());
    }

    int images() {
        if (type().equals("image_generation_call")) {
            return 1;
        }
        JsonNode parts = node.path(kind == ItemKind.OUTPUT ? "output" : "content");
        return parts.isObject()
                ? image(parts)
                : StreamSupport.stream(parts.spliterator(), false)
                        .mapToInt(ResponsesItem::image)
                        .sum();
    }

    /** The item with insignificant spelling left out. */
    JsonNode canonical() {
        ObjectNode canonical = Json.MAPPER.createObjectNode();
        node.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            boolean impliedType = name.equals("type") && value.asString("").equals("message");
            if (!INSIGNIFICANT.contains(name) && !value.isNull() && !impliedType) {
                canonical.set(name, name.equals("content") ? loneText(value) : value);
            }
        });
        return canonical;
    }

    /** The text of a string, of a list of parts, or of a shell's output. */
    static String text(JsonNode said) {
        if (!said.isArray()) {
            return said.asString("");
        }
        return StreamSupport.stream(said.spliterator(), false)
                .map(part -> part.path("text").asString("")
                        + part.path("refusal").asString("")
                        + part.path("stdout").asString("")
                        + part.path("stderr").asString(""))
                .collect(Collectors.joining());
    }

    private String arguments() {
        if (!callId().isEmpty()) {
            for (String name : ARGUMENTS) {
                if (node.has(name)) {
                    JsonNode arguments = node.path(name);
                    return arguments.isString() ? arguments.asString() : arguments.toString();
                }
            }
        }
        ObjectNode rest = ((ObjectNode) node).deepCopy();
        return rest.remove(NO_ARGUMENTS).toString();
    }

    private String string(String field) {
        return node.path(field).asString("");
    }

    private static int image(JsonNode part) {
        String type = part.path("type").asString("");
        return type.endsWith("image") || type.endsWith("screenshot") ? 1 : 0;
    }

    /** A list of nothing but one text is the same as that text; engines add empty lists to it. */
    private static JsonNode loneText(JsonNode content) {
        if (content.size() != 1) {
            return content;
        }
        JsonNode part = content.path(0);
        boolean bare = part.properties().stream()
                .allMatch(field -> field.getKey().equals("type")
                        || field.getKey().equals("text")
                        || field.getValue().isEmpty() && !field.getValue().isString());
        boolean text = part.path("type").asString("").endsWith("text");
        return bare && text && part.path("text").isString() ? part.path("text") : content;
    }
}
