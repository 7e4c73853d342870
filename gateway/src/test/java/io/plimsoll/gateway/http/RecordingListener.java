package io.plimsoll.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Keeps what an exchange reports, in order, for assertions from another thread. Thread-safe. */
public final class RecordingListener implements ExchangeListener {

    private final List<String> events = new ArrayList<>();
    private final List<Map.Entry<String, String>> headers;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private long bytes;
    private int relayedStatus;

    public RecordingListener() {
        this(List.of());
    }

    /** @param headers what it adds to the answer */
    public RecordingListener(List<Map.Entry<String, String>> headers) {
        this.headers = List.copyOf(headers);
    }

    @Override
    public synchronized void sending(Upstream upstream) {
        events.add("sending " + upstream.name());
    }

    @Override
    public synchronized void answered(int status, MultiMap headers) {
        events.add("answered " + status);
    }

    @Override
    public List<Map.Entry<String, String>> responseHeaders() {
        return headers;
    }

    @Override
    public synchronized void relaying(int status) {
        relayedStatus = status;
    }

    @Override
    public synchronized void firstByte() {
        events.add("first byte");
    }

    @Override
    public synchronized void bytes(Buffer chunk) {
        bytes += chunk.length();
    }

    @Override
    public synchronized void ended(Outcome ended) {
        events.add("ended");
        outcome.complete(ended);
    }

    /** Everything reported so far but the bytes. */
    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    /** The status that the client got, 0 before it got one. */
    public synchronized int relayedStatus() {
        return relayedStatus;
    }

    /** How many bytes were reported so far. */
    public synchronized long byteCount() {
        return bytes;
    }

    /** Completes when the exchange ends. */
    public CompletableFuture<Outcome> outcome() {
        return outcome;
    }
}
