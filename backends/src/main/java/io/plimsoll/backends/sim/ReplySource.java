package io.plimsoll.backends.sim;

/**
 * Decides what the simulated engine answers. Called on a worker thread, for several requests at once. To answer a part of
 * the requests only, hand the others on to {@link #madeUp()}.
 */
@FunctionalInterface
public interface ReplySource {

    /** The answer to {@code request}. The engine cuts it at the request's token limit and at the window. */
    Reply reply(GenerationRequest request);

    /**
     * Made-up text that depends on the request alone: as many tokens as it allows, {@value MadeUpText#DEFAULT_TOKENS} where
     * it names no limit.
     */
    static ReplySource madeUp() {
        return new MadeUpText();
    }
}
