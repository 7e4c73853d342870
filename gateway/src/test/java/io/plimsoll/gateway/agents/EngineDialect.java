package io.plimsoll.gateway.agents;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** How an engine is spoken to, and how it answers in an event stream. Implementations have no state. */
interface EngineDialect {

    /**
     * One frame of an event stream.
     *
     * @param event its event line's name, empty for none
     */
    record Frame(String event, String data) {

        /** An event that is named as its {@code type} says. */
        static Frame typed(JsonNode data) {
            return new Frame(data.path("type").asString(), data.toString());
        }

        /** As it is sent. */
        String bytes() {
            return (event.isEmpty() ? "" : "event: " + event + "\n") + "data: " + data + "\n\n";
        }
    }

    /** The path of its prompts. */
    String path();

    /** What a prompt holds. */
    PromptShape read(JsonNode body);

    /**
     * An answer as the data of an event stream's frames; of a {@link Turn.Stall} only those until the text has begun.
     *
     * @param number tells this answer and its calls from all others
     * @param promptTokens what the engine counted
     */
    List<Frame> frames(Turn turn, int number, int promptTokens);

    /** All dialects. */
    static List<EngineDialect> all() {
        return List.of(new ChatDialect(), new MessagesDialect(), new ResponsesDialect());
    }
}
