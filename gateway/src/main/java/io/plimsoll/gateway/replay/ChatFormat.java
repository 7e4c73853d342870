package io.plimsoll.gateway.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages of chat completions, kept as they are. Conversations may stand in {@code messages}, as request bodies have
 * them, or in {@code traj}, as tau-bench writes its results.
 */
final class ChatFormat implements RecordingFormat {

    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");

    @Override
    public Optional<List<Recording>> read(List<JsonNode> values) {
        if (values.size() == 1 && values.getFirst().isArray()) {
            return conversations(values.getFirst().valueStream().toList());
        }
        return conversations(values);
    }

    /** Either every value is a message of one conversation, or every value is a conversation. */
    private static Optional<List<Recording>> conversations(List<JsonNode> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.stream().allMatch(value -> value.path("role").isString())) {
            return Optional.of(List.of(recording(null, List.of(), values)));
        }
        if (values.stream().anyMatch(value -> list(value) == null)) {
            return Optional.empty();
        }
        return Optional.of(values.stream().map(ChatFormat::conversation).toList());
    }

    private static Recording conversation(JsonNode value) {
        List<JsonNode> tools = value.path("tools").valueStream().toList();
        List<JsonNode> messages = new ArrayList<>();
        String system = ChatMessages.contentText(value.path("system"));
        if (!system.isEmpty()) {
            messages.add(ChatMessages.text("system", system));
        }
        JsonNode list = list(value);
        if (list != null) {
            list.forEach(messages::add);
        }
        return recording(value.path("model").asString(null), tools, messages);
    }

    private static @Nullable JsonNode list(JsonNode value) {
        if (value.isArray()) {
            return value;
        }
        if (value.path("messages").isArray()) {
            return value.path("messages");
        }
        return value.path("traj").isArray() ? value.path("traj") : null;
    }

    private static Recording recording(@Nullable String model, List<JsonNode> tools, List<JsonNode> values) {
        List<ObjectNode> messages = new ArrayList<>();
        for (JsonNode value : values) {
            String role = value.path("role").asString("");
            if (!(value instanceof ObjectNode message) || !ROLES.contains(role)) {
                throw new UnreadableRecordingException(
                        "message " + messages.size() + ": role: '" + role + "' (expected: one of " + sorted() + ")");
            }
            messages.add(message);
        }
        return new Recording(model, tools, messages);
    }

    private static List<String> sorted() {
        return ROLES.stream().sorted().toList();
    }
}
