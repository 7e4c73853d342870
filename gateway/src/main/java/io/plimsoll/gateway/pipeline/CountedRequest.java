package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.CountedConversation;
import io.plimsoll.gateway.surface.SurfaceRequest.History;

/**
 * A request whose tokens are known.
 *
 * @param identified whose turn it is
 * @param history the history that was counted
 * @param model the model's counter
 * @param counted tokens by message, as the engine is expected to count them
 */
record CountedRequest(IdentifiedRequest identified, History history, TokenModel model, CountedConversation counted) {

    /** Whether the lane has had no later request. */
    boolean isNewest() {
        var chain = counted.conversation().chain();
        return !chain.isEmpty()
                && chain.getLast().equals(identified.lane().state().last());
    }
}
