package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.RenderedElement;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.SegmentKind;
import io.plimsoll.compression.plan.Clearing;
import io.plimsoll.gateway.stream.ByteSpan;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells a client of {@code /v1/messages} which of its context edits hold for a request: {@code context_management} of the whole
 * answer, and of the stream's {@code message_delta}. All that is cleared of the request counts, not only what was cleared for the
 * first time: to the client its whole history is edited anew each time. Immutable and thread-safe.
 *
 * @param json the value of the field
 */
public record AppliedEdits(String json) implements JsonAnswerEditing {

    /**
     * What to report of a request.
     *
     * @param wanted what the client asks for
     * @param rendered the request as it is sent
     * @return empty where nothing that the client asked for is done
     */
    public static Optional<AppliedEdits> of(
            List<ContextEdit> wanted, RenderedView rendered, Conversation conversation) {
        List<Edit.Shorten> shortened = rendered.elements().stream()
                .filter(RenderedElement.Shortened.class::isInstance)
                .map(element -> ((RenderedElement.Shortened) element).edit())
                .toList();
        if (wanted.isEmpty() || shortened.isEmpty()) {
            return Optional.empty();
        }
        ArrayNode applied = Json.MAPPER.createArrayNode();
        if (asks(wanted, Clearing.Thoughts.class)) {
            thinking(shortened, conversation, applied);
        }
        if (asks(wanted, Clearing.ToolUses.class)) {
            toolUses(shortened, applied);
        }
        ObjectNode management = Json.MAPPER.createObjectNode();
        management.set("applied_edits", applied);
        return applied.isEmpty() ? Optional.empty() : Optional.of(new AppliedEdits(management.toString()));
    }

    private static boolean asks(List<ContextEdit> wanted, Class<? extends Clearing> kind) {
        return wanted.stream()
                .anyMatch(edit -> edit instanceof ContextEdit.Clear clear && kind.isInstance(clear.clearing()));
    }

    private static void thinking(List<Edit.Shorten> shortened, Conversation conversation, ArrayNode applied) {
        Set<Integer> messages = new HashSet<>();
        int tokens = 0;
        for (Edit.Shorten edit : shortened) {
            for (Edit.Part part : edit.parts()) {
                if (part.kind() == SegmentKind.REASONING) {
                    messages.add(edit.message());
                    tokens += part.savedTokens();
                }
            }
        }
        if (!messages.isEmpty()) {
            applied.addObject()
                    .put("type", ContextEdits.CLEAR_THINKING)
                    .put("cleared_thinking_turns", turns(messages, conversation))
                    .put("cleared_input_tokens", tokens);
        }
    }

    /** In how many turns the messages stand; a turn ends where the user speaks. */
    private static int turns(Set<Integer> messages, Conversation conversation) {
        Set<Integer> turns = new HashSet<>();
        int turn = 0;
        for (int i = 0; i < conversation.messages().size(); i++) {
            turn += conversation.messages().get(i).role() == PromptRole.USER ? 1 : 0;
            if (messages.contains(i)) {
                turns.add(turn);
            }
        }
        return turns.size();
    }

    private static void toolUses(List<Edit.Shorten> shortened, ArrayNode applied) {
        int uses = 0;
        int tokens = 0;
        for (Edit.Shorten edit : shortened) {
            for (Edit.Part part : edit.parts()) {
                boolean cleared = part.told() == null && part.kind() != SegmentKind.REASONING;
                uses += cleared && part.kind() == SegmentKind.TOOL_RESULT ? 1 : 0;
                tokens += cleared ? part.savedTokens() : 0;
            }
        }
        if (uses > 0) {
            applied.addObject()
                    .put("type", ContextEdits.CLEAR_TOOL_USES)
                    .put("cleared_tool_uses", uses)
                    .put("cleared_input_tokens", tokens);
        }
    }

    @Override
    public boolean concerns(ByteSpan document) {
        return "message".equals(JsonObjectField.stringOf(document, "type"));
    }

    @Override
    public JsonAnswerEdit edit() {
        return new JsonAnswerEdit() {
            @Override
            public ByteSpan whole(ByteSpan message) {
                return put(message);
            }

            @Override
            public ByteSpan event(String type, ByteSpan payload) {
                return type.equals("message_delta") ? put(payload) : payload;
            }
        };
    }

    private ByteSpan put(ByteSpan object) {
        return JsonObjectField.put(object, ContextEdits.FIELD, json);
    }
}
