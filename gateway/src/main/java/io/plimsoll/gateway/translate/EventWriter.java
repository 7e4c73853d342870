package io.plimsoll.gateway.translate;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Writes server-sent events whose payload names their type, as both dialects with named events do. Not thread-safe. */
final class EventWriter {

    /** An engine may split a character between two chunks; halves go on as escapes, each in its own. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private Buffer written = Buffer.buffer();

    /** A document of JSON, as {@code fields} write its members. */
    static byte[] document(Consumer<JsonGenerator> fields) {
        var bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Writes an event; {@code fields} write the members of its payload behind {@code type}. */
    void event(String type, Consumer<JsonGenerator> fields) {
        payload(type, document(json -> {
            json.writeStringProperty("type", type);
            fields.accept(json);
        }));
    }

    /** Writes an event whose payload is there already. */
    void payload(String type, byte[] json) {
        written.appendString("event: " + type + "\ndata: ", StandardCharsets.UTF_8.name())
                .appendBytes(json)
                .appendString("\n\n");
    }

    /** What has been written since the last call. */
    Buffer take() {
        Buffer taken = written;
        written = Buffer.buffer();
        return taken;
    }
}
