package io.plimsoll.gateway.replay;

import org.jspecify.annotations.Nullable;

/**
 * What became of one turn.
 *
 * @param session which session of the recording it belongs to, from 1
 * @param turn which turn of the session it is, from 1
 * @param status the HTTP status that the client got
 * @param tokens what was sent and computed
 * @param line the load line and what the gateway decided
 * @param check what an own look at the prompt that the engine received shows; null where it received none
 */
public record ReplayTurn(
        int session,
        int turn,
        int status,
        Tokens tokens,
        Line line,
        @Nullable Check check) {

    private static final int OK = 200;

    /**
     * Tokens of one turn.
     *
     * @param client of the request as the client sent it
     * @param sent of the request as the engine counted it; 0 where none reached the engine
     * @param prefixStable leading tokens that the session's prompt before had already
     * @param prefill prompt tokens that the engine computed, which were not in its cache
     * @param passThroughPrefill what it would compute of the client's request if it had cached all that the session sent
     *     and said before
     */
    public record Tokens(int client, int sent, int prefixStable, int prefill, int passThroughPrefill) {}

    /**
     * The line of one turn.
     *
     * @param tokens the load line, or null where nothing limited the session
     * @param decision the gateway's words for what it did, such as {@code view} or {@code cut,recall}
     */
    public record Line(@Nullable Integer tokens, String decision) {}

    /**
     * What the engine's prompt shows.
     *
     * @param orphans tool calls without their result, and results without their call
     * @param prefixBroken whether it does not begin with the prompt before, though no cut was announced
     */
    public record Check(int orphans, boolean prefixBroken) {}

    /** Whether the client got no answer, be it refused or failed. */
    public boolean failed() {
        return status != OK;
    }

    /** Whether the gateway refused the turn because it does not fit. */
    public boolean refused() {
        return failed() && line.decision.contains("refuse");
    }

    boolean cut() {
        return line.decision.contains("cut");
    }

    boolean recalled() {
        return line.decision.contains("recall");
    }

    boolean aboveLine() {
        return line.tokens != null && tokens.sent > line.tokens;
    }
}
