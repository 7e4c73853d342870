package io.plimsoll.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an exchange whole when its listener fails: logs the first exception, and ends the listener only once. */
final class GuardedListener implements ExchangeListener {

    private static final Logger log = LoggerFactory.getLogger(GuardedListener.class);

    private final ExchangeListener guarded;
    private boolean failed;
    private boolean ended;

    GuardedListener(ExchangeListener guarded) {
        this.guarded = guarded;
    }

    @Override
    public void sending(Upstream upstream) {
        guard(() -> guarded.sending(upstream));
    }

    @Override
    public void answered(int status, MultiMap headers) {
        guard(() -> guarded.answered(status, headers));
    }

    @Override
    public List<Map.Entry<String, String>> responseHeaders() {
        return guard(guarded::responseHeaders, List.of());
    }

    @Override
    public void relaying(int status) {
        guard(() -> guarded.relaying(status));
    }

    @Override
    public void firstByte() {
        guard(guarded::firstByte);
    }

    @Override
    public void bytes(Buffer chunk) {
        try {
            guarded.bytes(chunk);
        } catch (RuntimeException e) {
            report(e);
        }
    }

    @Override
    public void relayed(Buffer bytes) {
        try {
            guarded.relayed(bytes);
        } catch (RuntimeException e) {
            report(e);
        }
    }

    @Override
    public void ended(Outcome outcome) {
        if (!ended) {
            ended = true;
            guard(() -> guarded.ended(outcome));
        }
    }

    private void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            report(e);
        }
    }

    private <T> T guard(Supplier<T> call, T otherwise) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            report(e);
            return otherwise;
        }
    }

    private void report(RuntimeException e) {
        if (!failed) {
            failed = true;
            log.atError().setCause(e).log("exchange listener failed");
        }
    }
}
