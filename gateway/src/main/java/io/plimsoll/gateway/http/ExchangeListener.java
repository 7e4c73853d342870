package io.plimsoll.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/**
 * Hears of one forwarded exchange, on its event loop, in the order of the methods. Created per request, not thread-safe. An
 * exception from any method is isolated: it never harms the exchange.
 */
public interface ExchangeListener {

    /** An attempt begins. */
    void sending(Upstream upstream);

    /** The answer that will be relayed has begun; {@code headers} are the upstream's, not to be changed. */
    void answered(int status, MultiMap headers);

    /** Headers to add to what the client gets, asked once, after {@link #answered} or before the edge's own failure answer. */
    List<Map.Entry<String, String>> responseHeaders();

    /**
     * The head that the client gets is about to be sent.
     *
     * @param status the client's, which differs from the upstream's where an error was put into other words
     */
    default void relaying(int status) {}

    /** The first byte of the answer's body has come. */
    void firstByte();

    /** The next bytes of the answer's body, as the upstream sent them; to be read before returning and never changed. */
    void bytes(Buffer chunk);

    /** The next bytes as the client gets them; to be read before returning and never changed. */
    default void relayed(Buffer bytes) {}

    /** The exchange is over. Called exactly once, and last, whatever happens. */
    void ended(Outcome outcome);
}
