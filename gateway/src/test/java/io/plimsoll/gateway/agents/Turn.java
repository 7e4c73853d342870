package io.plimsoll.gateway.agents;

import java.util.Map;

/** What a scripted model does with one request. Closed: an engine either says something, calls a tool, or falls silent. */
sealed interface Turn {

    /** Ends the turn with a text. */
    record Say(String text) implements Turn {}

    /**
     * Says a few words, and calls a tool.
     *
     * @param arguments names and values as the agent's own tool takes them
     */
    record Call(String tool, Map<String, Object> arguments) implements Turn {

        public Call {
            arguments = Map.copyOf(arguments);
        }

        static Call of(String tool, String name, Object value) {
            return new Call(tool, Map.of(name, value));
        }
    }

    /** Begins a text and never ends it, until the client has left. */
    record Stall(String text) implements Turn {}

    /** The words in front of whatever it does. */
    default String text() {
        return switch (this) {
            case Say say -> say.text();
            case Call call -> "Next: " + call.tool() + ".";
            case Stall stall -> stall.text();
        };
    }
}
