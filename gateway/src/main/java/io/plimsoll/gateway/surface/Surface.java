package io.plimsoll.gateway.surface;

/** One dialect of requests. Implementations are stateless or hold bounded caches only, and are thread-safe. */
public interface Surface {

    /** The operation as OpenTelemetry's GenAI conventions name it: {@code chat}, {@code text_completion}, … */
    String operation();

    /** The field that holds the history, for errors about it. */
    default String historyField() {
        return "messages";
    }

    /** The field by which a client says how many tokens an answer may have. */
    default String outputLimitField() {
        return "max_tokens";
    }

    /** How this dialect writes errors. */
    ErrorDialect errors();

    /** What its requests go through before they are read. */
    default Expansion expansion() {
        return Expansion.NONE;
    }

    /**
     * Reads a request.
     *
     * @param body the whole body; kept, never written to
     * @param tenant whose request it is; the hash chain of the history starts from it
     * @throws MalformedRequestException when the body is not a request of this dialect
     */
    SurfaceRequest read(byte[] body, String tenant) throws MalformedRequestException;
}
