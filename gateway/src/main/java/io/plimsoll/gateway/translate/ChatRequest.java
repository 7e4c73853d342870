package io.plimsoll.gateway.translate;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A request for a chat completion while it is written, field by field. Not thread-safe. */
final class ChatRequest {

    /** Where engines take it. */
    static final String PATH = "/v1/chat/completions";

    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes);
    private final Set<String> written = new HashSet<>();

    ChatRequest() {
        json.writeStartObject();
    }

    /** Writes {@code messages}; a message is written by each call until {@link #endMessages}. */
    void beginMessages() {
        written.add("messages");
        json.writeArrayPropertyStart("messages");
    }

    void system(JsonText text) {
        beginMessage("system");
        string("content", text);
        json.writeEndObject();
    }

    /** A message of text alone is a string: strict templates read nothing else. */
    void user(List<ContentPart> parts) {
        beginMessage("user");
        if (ContentPart.imagesOf(parts).isEmpty()) {
            string("content", ContentPart.textOf(parts));
        } else {
            json.writeArrayPropertyStart("content");
            parts.forEach(this::part);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Its content is never null: some templates print that as a word. */
    void assistant(AssistantTurn turn) {
        beginMessage("assistant");
        if (!turn.reasoning().isEmpty()) {
            string("reasoning_content", turn.reasoning());
        }
        string("content", turn.text());
        if (!turn.calls().isEmpty()) {
            json.writeArrayPropertyStart("tool_calls");
            turn.calls().forEach(this::call);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    void toolResult(JsonText callId, JsonText text) {
        beginMessage("tool");
        string("tool_call_id", callId);
        string("content", text);
        json.writeEndObject();
    }

    void endMessages() {
        json.writeEndArray();
    }

    /** Writes a field whose value is JSON already. */
    void field(String name, String rawValue) {
        if (written.add(name)) {
            json.writeName(name).writeRawValue(rawValue);
        }
    }

    /** Copies a field, where the client sent it. */
    void copy(JsonFields from, String name) {
        copy(from, name, name);
    }

    /** Copies a field under another name, where the client sent it. */
    void copy(JsonFields from, String name, String chatName) {
        JsonValue value = from.get(name);
        if (value != null) {
            field(chatName, value.raw());
        }
    }

    /**
     * Copies what is not known: knobs of an engine's own, such as {@code chat_template_kwargs}, {@code min_p} or {@code
     * priority}.
     *
     * @param known fields that have been said in the engine's words, or mean nothing to it
     */
    void copyUnknown(JsonFields from, Set<String> known) {
        from.byName().forEach((name, value) -> {
            if (!known.contains(name)) {
                field(name, value.raw());
            }
        });
    }

    /** The whole request; nothing can be written after it. */
    byte[] toBytes() {
        json.writeEndObject();
        json.close();
        return bytes.toByteArray();
    }

    private void beginMessage(String role) {
        json.writeStartObject();
        json.writeStringProperty("role", role);
    }

    private void part(ContentPart part) {
        json.writeStartObject();
        switch (part) {
            case ContentPart.Text(JsonText text) -> {
                json.writeStringProperty("type", "text");
                string("text", text);
            }
            case ContentPart.Image(JsonText url, var detail) -> {
                json.writeStringProperty("type", "image_url");
                json.writeObjectPropertyStart("image_url");
                string("url", url);
                if (detail != null) {
                    string("detail", detail);
                }
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }

    private void call(AssistantTurn.ToolCall call) {
        json.writeStartObject();
        string("id", call.id());
        json.writeStringProperty("type", "function");
        json.writeObjectPropertyStart("function");
        string("name", call.name());
        string("arguments", call.arguments());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void string(String name, JsonText text) {
        json.writeName(name).writeRawValue(text.quoted());
    }
}
