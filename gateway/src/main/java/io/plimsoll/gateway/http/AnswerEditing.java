package io.plimsoll.gateway.http;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of an answer once its head has come. Thread-safe, or made for one attempt. */
@FunctionalInterface
public interface AnswerEditing {

    /** Every answer passes as it came. */
    AnswerEditing NONE = (status, headers) -> null;

    /**
     * The edit for an answer that begins like this; null for an answer that passes as it came.
     *
     * @param headers the upstream's, not to be changed
     */
    @Nullable
    AnswerEdit begin(int status, MultiMap headers);

    /** Whether answers have to come uncompressed, because they are looked into. */
    default boolean needsPlainAnswers() {
        return false;
    }
}
