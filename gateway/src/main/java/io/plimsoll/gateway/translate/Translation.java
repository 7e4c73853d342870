package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.http.AnswerEditing;

/**
 * A client's dialect over another one that the engine speaks. Stateless and thread-safe. The request is a pure function of the
 * client's bytes, and a request that begins with another's history is translated to one that begins with the other's
 * translated history, so that the engine's prefix cache is not touched.
 */
public interface Translation {

    /** Where the engine takes the translated request: {@code /v1/chat/completions}. */
    String enginePath();

    /**
     * The request in the engine's dialect.
     *
     * @param body a request of the client's dialect, edited already
     * @throws UntranslatableException when the engine's dialect has no words for a part of it
     */
    Translated translate(byte[] body) throws UntranslatableException;

    /**
     * A translated request.
     *
     * @param body what the engine gets
     * @param answers turns what it says into the client's dialect: whole answers, event streams and errors
     */
    record Translated(byte[] body, AnswerEditing answers) {}
}
