package io.plimsoll.gateway.session;

import io.plimsoll.compression.Edit;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was sent as it was.
 *
 * @param at when it was decided
 * @param model the model asked for
 * @param decisions what was done: {@code pass}, {@code view}, {@code cut}, {@code clear}, {@code reduce},
 *     {@code recall}, {@code note}, {@code compaction}, {@code refuse}
 * @param clientTokens tokens of the request as the client sent it
 * @param sentTokens tokens of the request as it was sent on
 * @param prefixTokens leading tokens that the lane's previous request had already
 * @param lineTokens the load line at that moment, or null when there was none
 * @param limitedBy what set the line
 * @param policy the policy that applied
 * @param backend the backend that was chosen, or null when none was
 * @param reason one sentence for people
 * @param cut why and when the newest cut was made of which it holds the block; null where it holds none
 * @param segments the history, piece by piece
 */
public record Explanation(
        Instant at,
        String model,
        Set<Decision> decisions,
        int clientTokens,
        int sentTokens,
        int prefixTokens,
        @Nullable Integer lineTokens,
        String limitedBy,
        String policy,
        @Nullable String backend,
        String reason,
        Edit.@Nullable Origin cut,
        List<Piece> segments) {

    public Explanation {
        segments = List.copyOf(segments);
    }

    /** What may be done to a request. The header {@code x-plimsoll-decision} lists these words. */
    public enum Decision {
        PASS,
        VIEW,
        CUT,
        /** Parts of old messages were cleared because the client asked for it. */
        CLEAR,
        /** Tool results were made to say the same, or what matters of it, in fewer words. */
        REDUCE,
        RECALL,
        /** The client gets a note that stands for its history, because it asked for one. */
        NOTE,
        /** A client's own compaction request, which is not edited while the engine takes it. */
        COMPACTION,
        REFUSE
    }

    /** What became of a piece of the history. */
    public enum Fate {
        SENT,
        CUT,
        CLEARED,
        /** Told in fewer words; these are the tokens that it took less. */
        REDUCED,
        BLOCK,
        RECALLED
    }

    /**
     * One message of the client, or one text that the gateway put in.
     *
     * @param message index of the message in the client's history behind its head, or of the one that a block stands for
     * @param kind what it is: {@code user}, {@code assistant}, {@code tool}, …
     * @param tokens its tokens as counted
     * @param fate what became of it
     */
    public record Piece(int message, String kind, int tokens, Fate fate) {}

    /** The explanation of the same request when nothing of it is sent after all. */
    public Explanation refused(String why) {
        return unsent(Set.of(Decision.REFUSE), why);
    }

    /** The explanation of the same request when the gateway answers it by itself. */
    public Explanation unsent() {
        return unsent(decisions, reason);
    }

    private Explanation unsent(Set<Decision> decided, String why) {
        return new Explanation(
                at, model, decided, clientTokens, 0, 0, lineTokens, limitedBy, policy, null, why, cut, segments);
    }

    /** The same explanation with the backend that was chosen. */
    public Explanation sentTo(String backendName) {
        return new Explanation(
                at,
                model,
                decisions,
                clientTokens,
                sentTokens,
                prefixTokens,
                lineTokens,
                limitedBy,
                policy,
                backendName,
                reason,
                cut,
                segments);
    }
}
