package io.plimsoll.gateway.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trajectory of SWE-agent: the messages in {@code history}, or, where it is left out, the steps in {@code trajectory},
 * each a response and what was observed then. A trajectory alone begins with the first step's {@code query}, else with
 * the first observation.
 */
final class TrajectoryFormat implements RecordingFormat {

    @Override
    public Optional<List<Recording>> read(List<JsonNode> values) {
        JsonNode file = values.getFirst();
        boolean history =
                file.path("history").isArray() && !file.path("history").isEmpty();
        if (values.size() > 1 || !(history || file.path("trajectory").isArray())) {
            return Optional.empty();
        }
        List<ObjectNode> messages = history ? history(file.path("history")) : steps(file.path("trajectory"));
        return Optional.of(List.of(new Recording(model(file), List.of(), messages)));
    }

    private static List<ObjectNode> history(JsonNode history) {
        List<ObjectNode> messages = new ArrayList<>();
        for (JsonNode entry : history) {
            messages.add(message(entry));
        }
        return messages;
    }

    private static ObjectNode message(JsonNode entry) {
        String text = ChatMessages.contentText(entry.path("content"));
        String role = entry.path("role").asString("");
        return switch (role) {
            case "assistant" ->
                ChatMessages.assistant(
                        text,
                        entry.path("reasoning_content").asString(""),
                        ChatMessages.reply(entry).calls());
            case "tool" ->
                ChatMessages.result(entry.path("tool_call_ids").path(0).asString(""), text);
            case "system", "user" -> ChatMessages.text(role, text);
            default ->
                throw new UnreadableRecordingException(
                        "history: role: '" + role + "' (expected: system, user, assistant or tool)");
        };
    }

    private static List<ObjectNode> steps(JsonNode trajectory) {
        List<ObjectNode> messages = new ArrayList<>();
        messages.addAll(history(trajectory.path(0).path("query")));
        for (JsonNode step : trajectory) {
            String response = step.path("response").asString("");
            if (!response.isEmpty()) {
                messages.add(ChatMessages.assistant(response, "", List.of()));
            }
            messages.add(ChatMessages.text("user", step.path("observation").asString("")));
        }
        return messages;
    }

    private static @Nullable String model(JsonNode file) {
        return file.path("replay_config")
                .path("agent")
                .path("model")
                .path("name")
                .asString(null);
    }
}
