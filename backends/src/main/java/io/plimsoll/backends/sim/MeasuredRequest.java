package io.plimsoll.backends.sim;

/**
 * A request with all its figures, ready for the simulation.
 *
 * @param request what was asked
 * @param promptTokens the prompt's size
 * @param reply all that the model would say
 * @param replyTokens how long {@code reply} is
 * @param outputTokens how many of them are generated: the request's limit and the window cut
 * @param blocks what the pool knows it by
 */
record MeasuredRequest(
        GenerationRequest request,
        int promptTokens,
        Reply reply,
        int replyTokens,
        int outputTokens,
        PromptBlocks blocks) {

    boolean cutShort() {
        return outputTokens < replyTokens;
    }

    /** The part of the reply that the client gets. */
    Reply sent() {
        return reply.first(outputTokens, replyTokens);
    }
}
