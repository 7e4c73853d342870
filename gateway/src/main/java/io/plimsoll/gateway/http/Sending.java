package io.plimsoll.gateway.http;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt sends, and what becomes of the answer.
 *
 * @param upstream where it goes
 * @param path replaces the client's path and query; null leaves them
 * @param body replaces the client's body; null leaves it as received, and must be null for a streamed one
 * @param answers how the answer changes on its way to the client
 * @param mayBeUnspoken whether a 404, 405 or 501 may mean that the upstream does not know the path, and {@link Dispatch} has
 *     another way of asking
 */
public record Sending(
        Upstream upstream,
        @Nullable String path,
        byte @Nullable [] body,
        AnswerEditing answers,
        boolean mayBeUnspoken) {

    public Sending {
        Objects.requireNonNull(upstream, "sending: upstream");
        Objects.requireNonNull(answers, "sending: answers");
    }

    /** The client's own request goes on, and all of the answer comes back. */
    public static Sending unedited(Upstream upstream) {
        return new Sending(upstream, null, null, AnswerEditing.NONE, false);
    }
}
