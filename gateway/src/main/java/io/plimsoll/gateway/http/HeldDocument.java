package io.plimsoll.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer that is held until it is whole, so that other words can be put in its place. Bounded, not thread-safe. */
final class HeldDocument {

    /** As much as a request may have by default; what is longer passes as it came. */
    private static final int MAX_BYTES = 64 << 20;

    private static final Logger log = LoggerFactory.getLogger(HeldDocument.class);

    private final AnswerEdit.Document edit;
    private final Buffer bytes = Buffer.buffer();

    HeldDocument(AnswerEdit.Document edit) {
        this.edit = edit;
    }

    /** Takes the next bytes; false when they are too many to be held. */
    boolean add(Buffer chunk) {
        bytes.appendBuffer(chunk);
        return bytes.length() <= MAX_BYTES;
    }

    Buffer bytes() {
        return bytes;
    }

    /** The client's answer, now that the upstream's is whole. */
    ExchangePlan.Answer rewritten(HttpClientResponse upstream) {
        MultiMap headers = HttpHeaders.headers();
        EndToEndHeaders.copyAnswer(upstream.headers(), headers);
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        byte[] body = bytes.getBytes();
        try {
            return edit.rewrite(upstream.statusCode(), headers, body);
        } catch (RuntimeException defect) {
            log.atError().setCause(defect).log("an answer could not be put into other words; it passes as it came");
            return new ExchangePlan.Answer(upstream.statusCode(), headers.entries(), body);
        }
    }
}
