package io.plimsoll.gateway.responses;

import io.plimsoll.gateway.http.ExchangeListener;
import io.plimsoll.gateway.http.Outcome;
import io.plimsoll.gateway.http.Upstream;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** An exchange whose answer is recorded, where it is a good one. Created per request, not thread-safe. */
public final class RecordedExchange implements ExchangeListener {

    private static final int OK = 200;

    private final ExchangeListener listener;
    private final ResponseRecorder recorder;
    private boolean answered;

    /** @param listener hears of everything first */
    public RecordedExchange(ExchangeListener listener, ResponseRecorder recorder) {
        this.listener = listener;
        this.recorder = recorder;
    }

    @Override
    public void sending(Upstream upstream) {
        listener.sending(upstream);
    }

    @Override
    public void answered(int status, MultiMap headers) {
        listener.answered(status, headers);
        answered = status == OK;
    }

    @Override
    public List<Map.Entry<String, String>> responseHeaders() {
        return listener.responseHeaders();
    }

    @Override
    public void firstByte() {
        listener.firstByte();
    }

    @Override
    public void bytes(Buffer chunk) {
        listener.bytes(chunk);
        if (answered) {
            recorder.bytes(chunk);
        }
    }

    @Override
    public void ended(Outcome outcome) {
        listener.ended(outcome);
        if (outcome instanceof Outcome.Completed) {
            recorder.end();
        }
    }
}
