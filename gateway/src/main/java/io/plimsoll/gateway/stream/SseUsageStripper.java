package io.plimsoll.gateway.stream;

import io.plimsoll.gateway.http.AnswerEdit;
import io.plimsoll.gateway.http.AnswerEditing;
import io.plimsoll.gateway.http.EventStreams;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Takes the usage-only chunk out of an OpenAI chat or completions stream: the event with an empty {@code choices} and a
 * {@code usage} that {@code stream_options.include_usage} asks for, when it was the gateway that asked. Every other byte
 * passes as it came.
 *
 * <p>An event is held back until its end has come or until it is plain that it is another one: when its first choice begins,
 * when its data is no object, or when it has grown beyond {@value #HOLD_BYTES} bytes. Not thread-safe; one per stream.
 */
public final class SseUsageStripper implements AnswerEdit.Events {

    private static final int HOLD_BYTES = 64 << 10;
    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHOICES = "\"choices\"".getBytes(StandardCharsets.US_ASCII);
    private static final JsonFactory JSON = new JsonFactory();

    private final SseFrameScanner scanner = new SseFrameScanner();
    private final TailBuffer held = new TailBuffer(HOLD_BYTES);
    private boolean passingRest;
    private boolean droppedLast;

    /** Puts a stripper into answers that are event streams and can be read. */
    public static AnswerEditing ofStreams() {
        return new AnswerEditing() {
            @Override
            public @Nullable AnswerEdit begin(int status, MultiMap headers) {
                boolean events = EventStreams.areMeantBy(headers);
                return events && !headers.contains(HttpHeaders.CONTENT_ENCODING) ? new SseUsageStripper() : null;
            }

            @Override
            public boolean needsPlainAnswers() {
                return true;
            }
        };
    }

    @Override
    public Buffer feed(Buffer chunk) {
        ByteSpan all = ByteSpan.of(chunk);
        Passing passing = new Passing(chunk, all);
        int at = all.from();
        while (at < all.to()) {
            if (scanner.startsWithRestOfLineEnd(all.bytes()[at])) {
                scanner.skipRestOfLineEnd();
                if (!droppedLast) {
                    passing.add(at, at + 1);
                }
                at++;
                continue;
            }
            int end = scanner.endOfFrame(all.bytes(), at, all.to());
            if (end < 0) {
                partOfEvent(all.between(at, all.to()), passing);
                break;
            }
            endOfEvent(all.between(at, end), passing);
            at = end;
        }
        return passing.toBuffer();
    }

    /** What was held back of an event that never ended. */
    @Override
    public Buffer breakOff() {
        return finish();
    }

    @Override
    public Buffer finish() {
        ByteSpan rest = held.content();
        Buffer passed = isUsageOnly(rest)
                ? Buffer.buffer()
                : Buffer.buffer(rest.length()).appendBytes(rest.bytes(), 0, rest.to());
        held.clear();
        return passed;
    }

    private void partOfEvent(ByteSpan part, Passing passing) {
        if (passingRest) {
            passing.add(part.from(), part.to());
            return;
        }
        int before = held.length();
        if (before + part.length() <= HOLD_BYTES) {
            held.append(part);
            if (!isSurelyAnother(held.content(), before)) {
                return;
            }
            passing.addHeld(held.content().between(0, before));
        } else {
            passing.addHeld(held.content());
        }
        held.clear();
        passing.add(part.from(), part.to());
        passingRest = true;
    }

    private void endOfEvent(ByteSpan lastPart, Passing passing) {
        droppedLast = false;
        if (!passingRest) {
            boolean fits = held.length() + lastPart.length() <= HOLD_BYTES;
            if (held.isEmpty()) {
                droppedLast = fits && isUsageOnly(lastPart);
            } else {
                int before = held.length();
                if (fits) {
                    held.append(lastPart);
                    droppedLast = isUsageOnly(held.content());
                }
                if (!droppedLast) {
                    passing.addHeld(held.content().between(0, before));
                }
                held.clear();
            }
        }
        if (!droppedLast) {
            passing.add(lastPart.from(), lastPart.to());
        }
        passingRest = false;
    }

    /** Whether the beginning of an event already excludes that it is usage-only; bytes before {@code known} were looked at. */
    private static boolean isSurelyAnother(ByteSpan beginning, int known) {
        ByteSpan data = SseData.of(beginning);
        int first = skipSpace(data, data.from());
        if (first < data.to() && data.bytes()[first] != '{') {
            return true;
        }
        int overlap = Math.max(0, known - 2 * CHOICES.length);
        int choices = beginning.indexOf(CHOICES, overlap);
        if (choices < 0) {
            return false;
        }
        int colon = skipSpace(beginning, choices + CHOICES.length);
        int bracket = skipSpace(beginning, colon + 1);
        int choice = skipSpace(beginning, bracket + 1);
        return choice < beginning.to()
                && beginning.bytes()[colon] == ':'
                && beginning.bytes()[bracket] == '['
                && beginning.bytes()[choice] != ']';
    }

    private static int skipSpace(ByteSpan span, int from) {
        int at = from;
        while (at < span.to() && span.bytes()[at] <= ' ' && span.bytes()[at] >= 0) {
            at++;
        }
        return at;
    }

    private static boolean isUsageOnly(ByteSpan event) {
        if (event.indexOf(USAGE, event.from()) < 0) {
            return false;
        }
        ByteSpan data = SseData.of(event);
        boolean noChoice = false;
        boolean usage = false;
        try (JsonParser parser =
                JSON.createParser(ObjectReadContext.empty(), data.bytes(), data.from(), data.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("choices")) {
                    if (value != JsonToken.START_ARRAY || parser.nextToken() != JsonToken.END_ARRAY) {
                        return false;
                    }
                    noChoice = true;
                } else {
                    usage |= name.equals("usage") && value == JsonToken.START_OBJECT;
                    parser.skipChildren();
                }
            }
        } catch (JacksonException notJson) {
            return false;
        }
        return noChoice && usage;
    }

    /** Collects what passes of one chunk: the chunk itself when it is all of it, and copies only around what is left out. */
    private static final class Passing {

        private final Buffer chunk;
        private final ByteSpan all;
        private @Nullable Buffer assembled;
        private int from;
        private int to;

        Passing(Buffer chunk, ByteSpan all) {
            this.chunk = chunk;
            this.all = all;
            this.from = all.from();
            this.to = all.from();
        }

        void add(int start, int end) {
            if (start != to) {
                assemble();
                from = start;
            }
            to = end;
        }

        void addHeld(ByteSpan before) {
            if (before.length() > 0) {
                assemble().appendBytes(before.bytes(), before.from(), before.length());
                from = to;
            }
        }

        Buffer toBuffer() {
            if (assembled == null && from == all.from() && to == all.to()) {
                return chunk;
            }
            return assemble();
        }

        private Buffer assemble() {
            if (assembled == null) {
                assembled = Buffer.buffer();
            }
            assembled.appendBytes(all.bytes(), from, to - from);
            from = to;
            return assembled;
        }
    }
}
