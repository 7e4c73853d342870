package io.plimsoll.gateway.responses;

import static io.plimsoll.gateway.responses.ItemSpan.end;
import static io.plimsoll.gateway.responses.ItemSpan.offset;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.Splice;
import io.plimsoll.gateway.surface.Json;
import io.plimsoll.gateway.surface.MalformedRequestException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a Responses request asks the server to keep, continue or expand, and where in its body. Read in one streaming pass; of
 * duplicate keys the last one counts. Created per request, not thread-safe.
 */
final class ResponsesBody {

    private static final byte[] NOTHING = {};
    private static final byte[] INPUT = "\"input\":".getBytes(StandardCharsets.US_ASCII);

    private final byte[] body;
    private final List<ByteRange> fields = new ArrayList<>();
    private final List<ByteRange> elements = new ArrayList<>();
    private final List<Compaction> compactions = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private @Nullable String previousResponseId;
    private int previousField = -1;
    private @Nullable InputField input;
    private boolean store = true;
    private boolean background;

    /**
     * An item that stands for a compacted history.
     *
     * @param index where it stands in the input
     * @param range its bytes
     * @param sealed its content, null when it has none
     */
    record Compaction(int index, ByteRange range, @Nullable String sealed) {}

    /**
     * An item that stands for one of an earlier output.
     *
     * @param range its bytes
     * @param id the other item's id
     */
    record Reference(ByteRange range, String id) {}

    private ResponsesBody(byte[] body) {
        this.body = body;
    }

    /** Reads a body; empty when it is no JSON object, of which its surface tells the client more. */
    static Optional<ResponsesBody> read(byte[] body) throws MalformedRequestException {
        var request = new ResponsesBody(body);
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            request.scan(parser);
            return Optional.of(request);
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    /** Reads a body that was made of one that could be read. */
    static ResponsesBody reread(byte[] body) throws MalformedRequestException {
        return read(body).orElseThrow(() -> new IllegalStateException("an edit has broken the request"));
    }

    /** The response that it continues, or null. */
    @Nullable
    String previousResponseId() {
        return previousResponseId;
    }

    /** Whether the client lets the response be kept, as it does where it says nothing. */
    boolean store() {
        return store;
    }

    /** Whether the client wants to ask for the answer later. */
    boolean background() {
        return background;
    }

    List<Compaction> compactions() {
        return compactions;
    }

    List<Reference> references() {
        return references;
    }

    /** The body that was read. */
    byte[] bytes() {
        return body;
    }

    /** Its own items, with commas between them; empty for none. */
    byte[] items() {
        return input == null ? NOTHING : input.items(body);
    }

    /** The body with {@code earlier} items before its own, and without the name of the response that they come from. */
    byte[] continuing(byte[] earlier) {
        ByteRange field = fields.get(previousField);
        if (input == null) {
            byte[] value = ItemSpan.concat(INPUT, ItemSpan.array(earlier));
            return Splice.all(body, List.of(new Splice(field, value)));
        }
        var splices = new ArrayList<>(List.of(input.behind(earlier, body), new Splice(withComma(field), NOTHING)));
        splices.sort(Comparator.comparingInt(splice -> splice.range().start()));
        return Splice.all(body, splices);
    }

    /** The body without the items that stand for compacted histories. */
    byte[] withoutCompactions() {
        if (compactions.isEmpty()) {
            return body;
        }
        var kept = new ArrayList<>(elements);
        compactions.forEach(item -> kept.remove(item.range()));
        var all = new ByteRange(elements.getFirst().start(), elements.getLast().end());
        byte[] items = ItemSpan.joined(kept.stream()
                .map(range -> Arrays.copyOfRange(body, range.start(), range.end()))
                .toList());
        return Splice.all(body, List.of(new Splice(all, items)));
    }

    /** A field and the one comma that must go with it; there is another field, the input. */
    private ByteRange withComma(ByteRange field) {
        return previousField + 1 < fields.size()
                ? new ByteRange(field.start(), fields.get(previousField + 1).start())
                : new ByteRange(fields.get(previousField - 1).end(), field.end());
    }

    private void scan(JsonParser parser) throws MalformedRequestException {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            int start = offset(parser.currentTokenLocation().getByteOffset());
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "previous_response_id" -> previous(parser, value);
                case "input" -> input(parser, value);
                case "store" -> store = value != JsonToken.VALUE_FALSE;
                case "background" -> background = value == JsonToken.VALUE_TRUE;
                default -> {
                    // the engine's business, or the surface's
                }
            }
            parser.skipChildren();
            fields.add(new ByteRange(start, end(parser)));
        }
    }

    private void previous(JsonParser parser, JsonToken value) throws MalformedRequestException {
        if (previousField >= 0) {
            throw wrong("previous_response_id: given twice (expected: once)", "previous_response_id");
        }
        if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NULL) {
            throw wrong("previous_response_id: not a string (expected: the id of a response)", "previous_response_id");
        }
        if (value == JsonToken.VALUE_STRING) {
            previousResponseId = parser.getString();
            previousField = fields.size();
        }
    }

    private void input(JsonParser parser, JsonToken value) {
        elements.clear();
        compactions.clear();
        references.clear();
        int start = offset(parser.currentTokenLocation().getByteOffset());
        switch (value) {
            case START_ARRAY -> {
                int inside = offset(parser.currentLocation().getByteOffset());
                elements(parser);
                input = new InputField.Items(
                        elements.isEmpty()
                                ? new ByteRange(inside, inside)
                                : new ByteRange(
                                        elements.getFirst().start(),
                                        elements.getLast().end()));
            }
            case VALUE_STRING -> input = new InputField.Text(new ByteRange(start, end(parser)));
            case VALUE_NULL -> input = new InputField.Nothing(new ByteRange(start, end(parser)));
            default -> input = null; // the surface refuses it
        }
    }

    private void elements(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int start = offset(parser.currentTokenLocation().getByteOffset());
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                item(parser, start);
            }
            parser.skipChildren();
            elements.add(new ByteRange(start, end(parser)));
        }
    }

    private void item(JsonParser parser, int start) {
        String type = null;
        String id = null;
        String sealed = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                switch (name) {
                    case "type" -> type = parser.getString();
                    case "id" -> id = parser.getString();
                    case "encrypted_content" -> sealed = mayBeCompaction(type) ? parser.getString() : null;
                    default -> {
                        // the surface's
                    }
                }
            }
            parser.skipChildren();
        }
        var range = new ByteRange(start, end(parser));
        if (type != null && mayBeCompaction(type)) {
            compactions.add(new Compaction(elements.size(), range, sealed));
        } else if (id != null && "item_reference".equals(type)) {
            references.add(new Reference(range, id));
        }
    }

    /** Thoughts are sealed under the same name, and are not worth decoding. */
    private static boolean mayBeCompaction(@Nullable String type) {
        return type == null || type.equals("compaction") || type.equals("compaction_summary");
    }

    private static MalformedRequestException wrong(String message, String place) {
        return new MalformedRequestException(message, place);
    }
}
