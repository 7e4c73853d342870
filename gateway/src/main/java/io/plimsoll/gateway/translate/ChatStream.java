package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.http.AnswerEdit;
import io.plimsoll.gateway.stream.ByteSpan;
import io.plimsoll.gateway.stream.SseEvents;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Turns an engine's stream of chat chunks into a stream of the client's dialect. A stream is complete with {@code [DONE]}, or
 * with the reason why the model stopped; any other end is an error, and nothing is sent that looks like an end. One per
 * answer, not thread-safe.
 */
final class ChatStream implements AnswerEdit.Events {

    private static final String DONE = "[DONE]";

    private final SseEvents upstream = new SseEvents();
    private final EventWriter out = new EventWriter();
    private final AnswerEvents events;
    private final ChatAnswer answer;
    private boolean over;

    ChatStream(AnswerDialect dialect) {
        events = dialect.events(out);
        answer = new ChatAnswer(events);
    }

    @Override
    public Buffer feed(Buffer chunk) {
        upstream.feed(chunk);
        try {
            for (ByteSpan data = upstream.next(); data != null && !over; data = upstream.next()) {
                read(data);
            }
            if (upstream.isTooLong()) {
                throw EngineFailure.unreadable("An event of the engine's answer is too long");
            }
        } catch (EngineFailure failure) {
            fail(failure);
        }
        return out.take();
    }

    @Override
    public Buffer finish() {
        try {
            ByteSpan last = upstream.last();
            if (last != null && !over && !answer.isFinished()) {
                read(last);
            }
            if (!over && !answer.isFinished()) {
                throw EngineFailure.unreadable("The engine's answer broke off");
            }
            end();
        } catch (EngineFailure failure) {
            fail(failure);
        }
        return out.take();
    }

    @Override
    public Buffer breakOff() {
        over = true;
        return Buffer.buffer();
    }

    private void read(ByteSpan data) throws EngineFailure {
        if (isDone(data)) {
            end();
        } else {
            answer.add(ChatChunk.ofEvent(data));
        }
    }

    private void end() throws EngineFailure {
        if (!over) {
            answer.end();
            over = true;
        }
    }

    private void fail(EngineFailure failure) {
        if (!over) {
            over = true;
            events.fail(failure);
        }
    }

    private static boolean isDone(ByteSpan data) {
        return data.length() <= 2 * DONE.length()
                && new String(data.bytes(), data.from(), data.length(), StandardCharsets.UTF_8)
                        .strip()
                        .equals(DONE);
    }
}
