package io.plimsoll.gateway.stream;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the payloads of server-sent events out of a stream that comes in pieces, split anywhere. Holds the bytes of at most
 * one event, and never more than {@value #EVENT_BYTES} of them. Not thread-safe; one per stream.
 */
public final class SseEvents {

    private static final int EVENT_BYTES = 16 << 20;

    private final SseFrameScanner scanner = new SseFrameScanner();
    private final TailBuffer held = new TailBuffer(EVENT_BYTES);
    private ByteSpan rest = new ByteSpan(new byte[0], 0, 0);
    private boolean tooLong;

    /** Takes the next bytes of the stream; all that came before have to be read with {@link #next} first. */
    public void feed(Buffer bytes) {
        rest = ByteSpan.of(bytes);
    }

    /**
     * The payload of the next event that is whole, or null when more bytes are needed; events without one, such as comments,
     * are passed over. Valid until the next call.
     */
    public @Nullable ByteSpan next() {
        while (rest.length() > 0) {
            if (scanner.startsWithRestOfLineEnd(rest.bytes()[rest.from()])) {
                scanner.skipRestOfLineEnd();
                rest = rest.between(rest.from() + 1, rest.to());
                continue;
            }
            int end = scanner.endOfFrame(rest.bytes(), rest.from(), rest.to());
            ByteSpan part = rest.between(rest.from(), end < 0 ? rest.to() : end);
            rest = rest.between(part.to(), rest.to());
            if (end < 0) {
                held.append(part);
                tooLong |= held.isTruncated();
                return null;
            }
            ByteSpan data = endOfEvent(part);
            if (data.length() > 0) {
                return data;
            }
        }
        return null;
    }

    /** The payload of an event that the end of the stream left without its empty line; null when there is none. */
    public @Nullable ByteSpan last() {
        ByteSpan data = SseData.of(held.content());
        return data.length() > 0 ? data : null;
    }

    /** Whether an event was longer than can be held; what is read from it is not whole then. */
    public boolean isTooLong() {
        return tooLong;
    }

    private ByteSpan endOfEvent(ByteSpan lastPart) {
        if (held.isEmpty()) {
            return SseData.of(lastPart);
        }
        held.append(lastPart);
        tooLong |= held.isTruncated();
        ByteSpan data = SseData.of(held.content());
        held.clear();
        return data;
    }
}
