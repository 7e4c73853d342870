package io.plimsoll.backends.engine;

/**
 * What a server can do and how it behaves where servers differ.
 *
 * @param streamUsage whether {@code stream_options.include_usage} brings token counts at the end of a stream
 * @param countsPrompts whether {@link InferenceEngine#countTokens} works
 * @param cachedTokens when usage tells how many prompt tokens came from the prefix cache
 * @param unknownModel what becomes of a request for a model that the server does not have
 * @param cancelsWithoutStream whether a request that does not stream ends soon after its client has gone; where it does not,
 *     ask for a stream and assemble the answer
 */
public record EngineCapabilities(
        boolean streamUsage,
        boolean countsPrompts,
        CachedTokens cachedTokens,
        UnknownModel unknownModel,
        boolean cancelsWithoutStream) {

    /** When a server reports cached prompt tokens in its usage. */
    public enum CachedTokens {
        ALWAYS,
        /** Only with an option at the server's start, which it does not tell. */
        WHEN_ENABLED,
        UNKNOWN
    }

    /** What a server does with a model name that it does not know. */
    public enum UnknownModel {
        /** Answers with the model that it has. */
        ANSWERED,
        /** Refuses with 404. */
        REFUSED
    }
}
