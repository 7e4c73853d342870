package io.plimsoll.gateway.stream;

import io.plimsoll.gateway.http.EventStreams;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/**
 * Reads beside an answer's bytes what they say of its cost and of failure. Memory is bounded whatever comes. One per answer,
 * not thread-safe. Closed: an answer is an event stream, or one JSON document, or not readable.
 */
public sealed interface UsageReader {

    /** A reader for an answer with these headers; one that is compressed, or of another type, tells nothing. */
    static UsageReader of(MultiMap headers) {
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        String coding = headers.get(HttpHeaders.CONTENT_ENCODING);
        if (type == null || (coding != null && !coding.equalsIgnoreCase("identity"))) {
            return new Unreadable();
        }
        if (EventStreams.areMeantBy(headers)) {
            return new Events();
        }
        if (type.regionMatches(true, 0, "application/json", 0, 16)) {
            return new Document();
        }
        return new Unreadable();
    }

    /** Takes the next bytes of the answer, as the upstream sent them; they are not changed or kept. */
    void read(Buffer chunk);

    /** Told that no more bytes come; {@link #usage} may be asked before, for what is known so far. */
    void end();

    /** The last usage reported. */
    Usage usage();

    /** Whether the answer told of an error, whatever its status was. */
    boolean isErrorReported();

    /** An event stream: one JSON document an event. */
    final class Events implements UsageReader {

        private static final int EVENT_BYTES = 64 << 10;

        private final SseFrameScanner scanner = new SseFrameScanner();
        private final TailBuffer event = new TailBuffer(EVENT_BYTES);
        private final UsageTally tally = new UsageTally();

        @Override
        public void read(Buffer chunk) {
            ByteSpan all = ByteSpan.of(chunk);
            int at = all.from();
            while (at < all.to()) {
                if (scanner.startsWithRestOfLineEnd(all.bytes()[at])) {
                    scanner.skipRestOfLineEnd();
                    at++;
                    continue;
                }
                int end = scanner.endOfFrame(all.bytes(), at, all.to());
                if (end < 0) {
                    event.append(all.between(at, all.to()));
                    return;
                }
                if (event.isEmpty()) {
                    tally.readWhole(SseData.of(all.between(at, end)));
                } else {
                    event.append(all.between(at, end));
                    tallyEvent();
                }
                at = end;
            }
        }

        @Override
        public void end() {
            tallyEvent();
        }

        @Override
        public Usage usage() {
            return tally.usage();
        }

        @Override
        public boolean isErrorReported() {
            return tally.isErrorReported();
        }

        private void tallyEvent() {
            if (event.isTruncated()) {
                tally.readTail(event.content());
            } else {
                tally.readWhole(SseData.of(event.content()));
            }
            event.clear();
        }
    }

    /** One JSON document; of a long one only the end is read, where every dialect puts its usage. */
    final class Document implements UsageReader {

        private static final int DOCUMENT_BYTES = 256 << 10;

        private final TailBuffer document = new TailBuffer(DOCUMENT_BYTES);
        private final UsageTally tally = new UsageTally();

        @Override
        public void read(Buffer chunk) {
            document.append(ByteSpan.of(chunk));
        }

        @Override
        public void end() {
            if (document.isTruncated()) {
                tally.readTail(document.content());
            } else {
                tally.readWhole(document.content());
            }
            document.clear();
        }

        @Override
        public Usage usage() {
            return tally.usage();
        }

        @Override
        public boolean isErrorReported() {
            return tally.isErrorReported();
        }
    }

    /** An answer that cannot be read. */
    final class Unreadable implements UsageReader {

        @Override
        public void read(Buffer chunk) {}

        @Override
        public void end() {}

        @Override
        public Usage usage() {
            return Usage.UNKNOWN;
        }

        @Override
        public boolean isErrorReported() {
            return false;
        }
    }
}
