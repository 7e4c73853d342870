package io.plimsoll.gateway.demo;

/**
 * What the agents got in each half. All times are the replica's: simulated seconds.
 *
 * @param passThrough without a load line
 * @param loadLine with it
 */
public record DemoReport(HalfReport passThrough, HalfReport loadLine) {

    /**
     * One half, over the measured time.
     *
     * @param rates what was done in a second
     * @param firstToken how long agents waited for the first token
     * @param contexts how large contexts were and what was cached and cut of them
     * @param failures turns without an answer
     */
    public record HalfReport(Rates rates, FirstToken firstToken, Contexts contexts, Failures failures) {}

    /**
     * Throughput of both backends together.
     *
     * @param turns agent turns that ended, in a second
     * @param outputTokens tokens of their answers, in a second
     */
    public record Rates(double turns, double outputTokens) {}

    /**
     * Seconds from sending a request to the first byte of its answer; 0 where no turn ended.
     *
     * @param p50 the median
     * @param p99 the 99th percentile
     */
    public record FirstToken(double p50, double p99) {}

    /**
     * Contexts.
     *
     * @param prefixHits the share of all prompt tokens that was in the engines' caches, 0 to 1
     * @param tokensCut tokens by which cuts made prompts shorter
     * @param largest tokens of the largest prompt that was sent
     */
    public record Contexts(double prefixHits, long tokensCut, long largest) {}

    /**
     * Turns without an answer.
     *
     * @param refusals those that the gateway refused because they do not fit
     * @param others all others
     */
    public record Failures(long refusals, long others) {}
}
