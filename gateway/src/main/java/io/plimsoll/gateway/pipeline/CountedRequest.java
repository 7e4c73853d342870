package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.CountedConversation;
import io.plimsoll.gateway.surface.SurfaceRequest.History;

/**
 * A request whose tokens are known.
 *
 * @param identified whose turn it is
 * @param history the history that was counted
 * @param model the model's counter
 * @param counted tokens by message, as the local tokenizer counts them
 * @param correction what the engine reports for each token counted here; 1 where the counts are exact
 */
record CountedRequest(
        IdentifiedRequest identified,
        History history,
        TokenModel model,
        CountedConversation counted,
        double correction) {

    /** Counted tokens as the engine would report them. */
    int reported(int countedTokens) {
        return (int) Math.round(countedTokens * correction);
    }

    /** The most counted tokens that the engine reports as at most {@code reportedTokens}. */
    int countable(int reportedTokens) {
        return correction == 1 ? reportedTokens : (int) Math.min(Integer.MAX_VALUE, reportedTokens / correction);
    }
}
