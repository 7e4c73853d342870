package io.plimsoll.gateway.session;

import io.plimsoll.compression.RenderedView;

/**
 * The last request of a lane that its backend answered.
 *
 * @param rendered its elements and their tokens, without their text
 * @param reportedTokens prompt tokens as the engine counted them
 */
public record Sent(RenderedView rendered, int reportedTokens) {}
