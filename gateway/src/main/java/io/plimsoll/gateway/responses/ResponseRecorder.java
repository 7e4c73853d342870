package io.plimsoll.gateway.responses;

import io.plimsoll.gateway.stream.ByteSpan;
import io.plimsoll.gateway.stream.SseEvents;
import io.plimsoll.gateway.surface.Json;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Finds the response object that an answer ends with, in the bytes that the client gets: the whole of a JSON document, or what
 * the last event of a stream carries. It is handed on at once, before the client can have read its end, so that the client's
 * next request finds it. Holds one document or event, and none that is above {@value #MOST_BYTES} bytes. One per answer, not
 * thread-safe.
 */
public final class ResponseRecorder {

    private static final int MOST_BYTES = 8 << 20;
    private static final Set<String> LAST_EVENTS = Set.of("response.completed", "response.incomplete");

    private final Consumer<byte[]> found;
    private @Nullable Form form;

    /** How the answer comes. Closed: a document, a stream, or what cannot be read. */
    private sealed interface Form {}

    private record Document(ByteArrayOutputStream held) implements Form {}

    private record Stream(SseEvents events) implements Form {}

    private record Unreadable() implements Form {}

    ResponseRecorder(Consumer<byte[]> found) {
        this.found = found;
    }

    /** Takes the next bytes of the answer; they are not changed. */
    public void bytes(Buffer chunk) {
        if (chunk.length() == 0) {
            return;
        }
        form = switch (form == null ? formOf(chunk.getByte(0)) : form) {
            case Document document -> grown(document, chunk);
            case Stream stream -> fed(stream, chunk);
            case Unreadable unreadable -> unreadable;
        };
    }

    /** The answer has ended. */
    public void end() {
        if (form instanceof Stream(SseEvents events) && !events.isTooLong()) {
            ByteSpan last = events.last();
            if (last != null) {
                event(last);
            }
        }
        form = new Unreadable();
    }

    /** An event stream begins with a field name, a comment or an empty line; what is packed with none of them. */
    private static Form formOf(byte first) {
        if (first == '{') {
            return new Document(new ByteArrayOutputStream());
        }
        boolean text = first == ':' || first == '\r' || first == '\n' || (first >= 'a' && first <= 'z');
        boolean byteOrderMark = first == (byte) 0xef;
        return text || byteOrderMark ? new Stream(new SseEvents()) : new Unreadable();
    }

    private Form grown(Document document, Buffer chunk) {
        ByteArrayOutputStream held = document.held();
        if (held.size() + chunk.length() > MOST_BYTES) {
            return new Unreadable();
        }
        held.writeBytes(chunk.getBytes());
        boolean mayBeWhole = chunk.getByte(chunk.length() - 1) == '}' || chunk.getByte(chunk.length() - 1) == '\n';
        if (!mayBeWhole) {
            return document;
        }
        byte[] bytes = held.toByteArray();
        if (ResponseDocument.read(bytes).isEmpty()) {
            return document;
        }
        found.accept(bytes);
        return new Unreadable();
    }

    private Form fed(Stream stream, Buffer chunk) {
        SseEvents events = stream.events();
        events.feed(chunk);
        ByteSpan data = events.next();
        while (data != null) {
            event(data);
            data = events.next();
        }
        return events.isTooLong() ? new Unreadable() : stream;
    }

    private void event(ByteSpan data) {
        if (data.length() <= MOST_BYTES) {
            responseOf(data).ifPresent(found);
        }
    }

    private static Optional<byte[]> responseOf(ByteSpan data) {
        boolean last = false;
        byte[] response = null;
        try (JsonParser parser = Json.MAPPER.createParser(data.bytes(), data.from(), data.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                int start = data.from()
                        + ItemSpan.offset(parser.currentTokenLocation().getByteOffset());
                if (name.equals("type") && value == JsonToken.VALUE_STRING) {
                    last = LAST_EVENTS.contains(parser.getString());
                }
                parser.skipChildren();
                if (name.equals("response") && value == JsonToken.START_OBJECT) {
                    int end = data.from()
                            + ItemSpan.offset(parser.currentLocation().getByteOffset());
                    response = Arrays.copyOfRange(data.bytes(), start, end);
                }
            }
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
        return last ? Optional.ofNullable(response) : Optional.empty();
    }
}
