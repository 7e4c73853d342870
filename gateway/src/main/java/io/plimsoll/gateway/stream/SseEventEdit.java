package io.plimsoll.gateway.stream;

import io.plimsoll.gateway.http.AnswerEdit;
import io.vertx.core.buffer.Buffer;

/**
 * Changes single events of a stream; all others pass as they came, comments and line ends included. An event is held back
 * until its end has come. One of several data lines, or of more than {@value #HOLD_BYTES} bytes, passes. Not thread-safe; one
 * per stream.
 */
public final class SseEventEdit implements AnswerEdit.Events {

    private static final int HOLD_BYTES = 1 << 20;

    private final PayloadEdit edit;
    private final SseFrameScanner scanner = new SseFrameScanner();
    private final TailBuffer held = new TailBuffer(HOLD_BYTES);
    private boolean passingRest;

    /** What becomes of the payload of an event. */
    @FunctionalInterface
    public interface PayloadEdit {

        /**
         * The payload that the client gets instead; {@code payload} itself for one that stays. Never throws.
         *
         * @param payload valid during the call
         */
        ByteSpan edit(ByteSpan payload);
    }

    public SseEventEdit(PayloadEdit edit) {
        this.edit = edit;
    }

    @Override
    public Buffer feed(Buffer chunk) {
        ByteSpan all = ByteSpan.of(chunk);
        Buffer out = Buffer.buffer(all.length());
        int at = all.from();
        while (at < all.to()) {
            if (scanner.startsWithRestOfLineEnd(all.bytes()[at])) {
                scanner.skipRestOfLineEnd();
                append(out, all.between(at, at + 1));
                at++;
                continue;
            }
            int end = scanner.endOfFrame(all.bytes(), at, all.to());
            ByteSpan part = all.between(at, end < 0 ? all.to() : end);
            if (end < 0) {
                hold(part, out);
            } else {
                event(part, out);
            }
            at = part.to();
        }
        return out;
    }

    @Override
    public Buffer finish() {
        Buffer out = Buffer.buffer();
        append(out, held.content());
        held.clear();
        return out;
    }

    @Override
    public Buffer breakOff() {
        return finish();
    }

    private void hold(ByteSpan part, Buffer out) {
        if (!passingRest && held.length() + part.length() <= HOLD_BYTES) {
            held.append(part);
            return;
        }
        pass(part, out);
        passingRest = true;
    }

    private void event(ByteSpan lastPart, Buffer out) {
        if (passingRest || held.length() + lastPart.length() > HOLD_BYTES) {
            pass(lastPart, out);
        } else if (held.isEmpty()) {
            edited(lastPart, out);
        } else {
            held.append(lastPart);
            edited(held.content(), out);
            held.clear();
        }
        passingRest = false;
    }

    private void pass(ByteSpan part, Buffer out) {
        append(out, held.content());
        held.clear();
        append(out, part);
    }

    private void edited(ByteSpan event, Buffer out) {
        ByteSpan payload = SseData.of(event);
        boolean inOneLine = payload.bytes() == event.bytes() && payload.length() > 0;
        ByteSpan instead = inOneLine ? edit.edit(payload) : payload;
        if (instead == payload) {
            append(out, event);
            return;
        }
        append(out, event.between(event.from(), payload.from()));
        append(out, instead);
        append(out, event.between(payload.to(), event.to()));
    }

    private static void append(Buffer out, ByteSpan span) {
        out.appendBytes(span.bytes(), span.from(), span.length());
    }
}
