package io.plimsoll.backends.engine;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of count requests, in which the client's own JSON stands verbatim. */
final class CountBody {

    private static final JsonMapper JSON = JsonMapper.shared();

    private CountBody() {}

    /** What vLLM's and SGLang's {@code /tokenize} take for a prompt. */
    static byte[] prompt(CountRequest.Text text) {
        return object(
                json -> json.writeStringProperty("model", text.model()).writeStringProperty("prompt", text.text()));
    }

    /** What {@code /tokenize} of vLLM and {@code /apply-template} of llama.cpp take for a conversation. */
    static byte[] chat(CountRequest.Chat chat) {
        return object(json -> {
            json.writeStringProperty("model", chat.model());
            json.writeName("messages").writeRawValue(chat.messages());
            if (chat.tools() != null) {
                json.writeName("tools").writeRawValue(chat.tools());
            }
        });
    }

    /** What llama.cpp's {@code /tokenize} takes, counted as its completions count: with BOS, special tokens read as such. */
    static byte[] content(String text) {
        return object(json -> json.writeStringProperty("content", text)
                .writeBooleanProperty("add_special", true)
                .writeBooleanProperty("parse_special", true));
    }

    private static byte[] object(Consumer<JsonGenerator> properties) {
        var bytes = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            properties.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
