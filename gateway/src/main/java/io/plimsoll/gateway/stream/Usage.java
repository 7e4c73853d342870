package io.plimsoll.gateway.stream;

/**
 * What an upstream says that an answer cost.
 *
 * @param promptTokens all tokens of the prompt, those read from a cache among them
 * @param completionTokens tokens generated
 * @param cachedTokens the part of {@code promptTokens} that was read from a cache
 * @param known false when the upstream did not say; the counts are 0 then
 */
public record Usage(long promptTokens, long completionTokens, long cachedTokens, boolean known) {

    /** No usage was reported. */
    public static final Usage UNKNOWN = new Usage(0, 0, 0, false);
}
