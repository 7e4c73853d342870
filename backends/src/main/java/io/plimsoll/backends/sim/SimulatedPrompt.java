package io.plimsoll.backends.sim;

import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;

/** What a request asks the engine to continue. Closed because the surface that the request came in by decides which. */
public sealed interface SimulatedPrompt {

    /**
     * A conversation.
     *
     * @param system the text of the leading system message, empty for none
     * @param tools the JSON text of each tool definition, as chat completions write it
     * @param messages the messages behind the leading system message
     */
    record Chat(String system, List<String> tools, List<PromptMessage> messages) implements SimulatedPrompt {
        public Chat {
            tools = List.copyOf(tools);
            messages = List.copyOf(messages);
        }
    }

    /**
     * Bare text.
     *
     * @param text without a frame
     */
    record Text(String text) implements SimulatedPrompt {}
}
