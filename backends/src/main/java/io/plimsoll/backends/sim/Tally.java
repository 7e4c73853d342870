package io.plimsoll.backends.sim;

/** Running sums behind {@link SimulationStatistics}. Not thread-safe. */
final class Tally {
    long submitted;
    long finished;
    long cancelled;
    long preemptions;
    long prompt;
    long hit;
    long prefilled;
    long generated;
    long kvTurns;
    final TimeSamples firstToken = new TimeSamples();

    SimulationStatistics snapshot() {
        return new SimulationStatistics(
                new SimulationStatistics.Requests(submitted, finished, cancelled, preemptions),
                new SimulationStatistics.Tokens(prompt, hit, prefilled, generated, kvTurns),
                firstToken.summary());
    }
}
