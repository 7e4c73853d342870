package io.plimsoll.backends.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a server's answer to a client's request means, in the same words for all engines. Closed: each case asks for another
 * reaction, and none may be forgotten.
 */
public sealed interface BackendAnswer {

    /** The request is served. */
    record Ok() implements BackendAnswer {}

    /**
     * The prompt is longer than the model's window: cut deeper or refuse, never send it again unchanged.
     *
     * @param windowTokens the window; {@code null} where the text does not say
     * @param promptTokens the prompt's true size; {@code null} where the text does not say, or says only how far the server
     *     counted (vLLM stops at window + 1)
     */
    record ContextOverflow(
            @Nullable Integer windowTokens, @Nullable Integer promptTokens) implements BackendAnswer {}

    /** The server has no room now: try another before the first byte, leave this one alone for a while. */
    record Capacity() implements BackendAnswer {}

    /** The server does not have the model. */
    record UnknownModel() implements BackendAnswer {}

    /** The request is at fault; another server would say the same. */
    record ClientError() implements BackendAnswer {}

    /** The server is at fault. */
    record ServerError() implements BackendAnswer {}

    /**
     * Reads an answer.
     *
     * @param status HTTP status
     * @param bodyStart the body or its beginning; 8 KiB are enough. Error bodies inside a 200 and error events at the start
     *     of a stream are recognised too
     */
    static BackendAnswer classify(int status, byte[] bodyStart) {
        return AnswerReader.read(status, bodyStart);
    }
}
