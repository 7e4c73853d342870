package io.plimsoll.backends.sim;

/**
 * What a simulated replica has done since it started. Times are simulated seconds, counts are since the start.
 *
 * @param requests how the requests ended
 * @param tokens what was computed
 * @param firstToken time from sending to the first token, over the latest requests
 */
public record SimulationStatistics(Requests requests, Tokens tokens, Durations firstToken) {

    /**
     * Requests.
     *
     * @param submitted all that were submitted
     * @param finished those that made their last token
     * @param cancelled those that were cancelled before
     * @param preemptions how often a running request lost its place
     */
    public record Requests(long submitted, long finished, long cancelled, long preemptions) {}

    /**
     * Tokens.
     *
     * @param prompt prompt tokens of admitted requests, cached ones included, each request once
     * @param hit prompt tokens among them that were in the cache
     * @param prefilled tokens that passed through prefill, those repeated after a preemption included
     * @param generated output tokens
     * @param kvTurns the sum over finished requests of the context that each held at its end
     */
    public record Tokens(long prompt, long hit, long prefilled, long generated, long kvTurns) {

        /** The share of prompt tokens that were in the cache, 0 to 1; 0 before the first prompt. */
        public double hitRate() {
            return prompt == 0 ? 0 : (double) hit / prompt;
        }
    }

    /**
     * A distribution of durations in seconds; all zero while nothing was measured.
     *
     * @param count how many were measured
     * @param p50 the median of the latest
     * @param p95 the 95th percentile of the latest
     * @param max the longest of the latest
     */
    public record Durations(long count, double p50, double p95, double max) {}
}
