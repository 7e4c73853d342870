package io.plimsoll.gateway.replay;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One recorded session as a client of chat completions would have had it. Immutable, as long as nobody changes the nodes.
 *
 * @param model the model that answered, or null where the recording does not say
 * @param tools tool definitions as chat completions write them, in order; empty where the recording has none
 * @param messages the whole history, answers included, as chat completions write it
 */
public record Recording(@Nullable String model, List<JsonNode> tools, List<ObjectNode> messages) {

    public Recording {
        tools = List.copyOf(tools);
        messages = List.copyOf(messages);
    }

    /**
     * Where the session's answers stand in {@link #messages}: each is one turn, whose request is everything before it. An
     * answer that nothing stands before is none.
     */
    public List<Integer> answers() {
        return IntStream.range(1, messages.size())
                .filter(i -> ChatMessages.isAssistant(messages.get(i)))
                .boxed()
                .toList();
    }
}
