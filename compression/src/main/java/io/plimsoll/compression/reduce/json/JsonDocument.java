package io.plimsoll.compression.reduce.json;

import io.plimsoll.compression.reduce.Envelope;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A tool's result that is JSON, JSON Lines, or either of them with tables.
 *
 * @param envelope what stands around it
 * @param value what it says; of JSON Lines an array with {@link #LINES} as its note
 */
record JsonDocument(Envelope envelope, Json value) {

    /** The note of an array whose values were JSON Lines. */
    static final String LINES = " lines";

    /** The document in {@code text}, without tables. */
    static Optional<JsonDocument> read(String text) {
        Envelope envelope = Envelope.of(text);
        return JsonText.read(envelope.body())
                .or(() -> JsonText.readLines(envelope.body()).map(values -> new Json.Items(values, LINES)))
                .map(value -> new JsonDocument(envelope, value));
    }

    /** The document in {@code text}, which may hold tables. */
    static Optional<JsonDocument> readWithTables(String text) {
        return read(text).or(() -> {
            // A table's last row may look like a shell's last line; its header says how many rows there are.
            Envelope around = Envelope.of(text);
            Envelope open = new Envelope(around.head(), around.body() + around.tail(), "");
            return readTables(open).or(() -> readTables(around));
        });
    }

    private static Optional<JsonDocument> readTables(Envelope envelope) {
        return TableReader.read(envelope.body()).map(value -> new JsonDocument(envelope, value));
    }

    /** The same document with another value. */
    JsonDocument withValue(Json other) {
        return new JsonDocument(envelope, other);
    }

    /** Its shortest text. */
    String compact() {
        String compact = CompactJson.of(value);
        if (value instanceof Json.Items items && items.note().equals(LINES) && compact.startsWith(listHead(items))) {
            compact = items.values().stream().map(Json::minified).collect(Collectors.joining("\n"));
        }
        String body = compact.endsWith("\n") ? compact.substring(0, compact.length() - 1) : compact;
        return envelope.head() + body + envelope.tail();
    }

    private static String listHead(Json.Items items) {
        return "[" + items.values().size() + items.note() + "][";
    }
}
