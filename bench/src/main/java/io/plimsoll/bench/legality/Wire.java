package io.plimsoll.bench.legality;

import io.plimsoll.gateway.surface.ChatSurface;
import io.plimsoll.gateway.surface.MessagesSurface;
import io.plimsoll.gateway.surface.ResponsesSurface;
import io.plimsoll.gateway.surface.Surface;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A dialect, written and read apart from the gateway's own code for it. Stateless. */
enum Wire {
    CHAT(new ChatSurface(), "messages") {
        @Override
        void write(List<Said> history, ObjectNode body) {
            ChatWire.write(history, body);
        }

        @Override
        List<Heard> read(JsonNode body) {
            return ChatWire.read(body.path("messages"));
        }
    },
    MESSAGES(new MessagesSurface(), "messages") {
        @Override
        void write(List<Said> history, ObjectNode body) {
            MessagesWire.write(history, body);
        }

        @Override
        List<Heard> read(JsonNode body) {
            return MessagesWire.read(body.path("messages"));
        }
    },
    RESPONSES(new ResponsesSurface(), "input") {
        @Override
        void write(List<Said> history, ObjectNode body) {
            ResponsesWire.write(history, body);
        }

        @Override
        List<Heard> read(JsonNode body) {
            return ResponsesWire.read(body.path("input"));
        }
    };

    static final JsonMapper JSON = JsonMapper.shared();

    private final Surface surface;
    private final String historyField;

    Wire(Surface surface, String historyField) {
        this.surface = surface;
        this.historyField = historyField;
    }

    /** The gateway's reader of it. */
    Surface surface() {
        return surface;
    }

    /** Which field holds what may be edited; nothing else may. */
    String historyField() {
        return historyField;
    }

    /** Adds the history to a request, with its system text and tools. */
    abstract void write(List<Said> history, ObjectNode body);

    /** The turns of a request behind its system text. */
    abstract List<Heard> read(JsonNode body);

    /** A whole request. */
    byte[] request(List<Said> history) {
        ObjectNode body = JSON.createObjectNode().put("model", "m").put("temperature", .5);
        write(history, body);
        return JSON.writeValueAsBytes(body);
    }
}
