package io.plimsoll.gateway.demo;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** Adds up what all agents got over a time. Thread-safe. */
final class LoadMeter {

    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 3;

    private final ConcurrentHistogram firstTokenNanos = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);
    private final LongAdder turns = new LongAdder();
    private final LongAdder outputTokens = new LongAdder();
    private final LongAdder tokensCut = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder otherFailures = new LongAdder();
    private final LongAccumulator largest = new LongAccumulator(Math::max, 0);

    void answered(AgentAnswer answer) {
        turns.increment();
        outputTokens.add(answer.outputTokens());
        largest.accumulate(answer.sentTokens());
        firstTokenNanos.recordValue(Math.clamp(answer.firstTokenNanos(), 0, LONGEST_NANOS));
    }

    void cut(int tokens) {
        tokensCut.add(tokens);
    }

    void refused() {
        refusals.increment();
    }

    void failed() {
        otherFailures.increment();
    }

    long turns() {
        return turns.sum();
    }

    /**
     * What was measured.
     *
     * @param realSeconds for how long
     * @param speed simulated seconds in a real one
     * @param prefixHits what the engines say
     */
    DemoReport.HalfReport report(double realSeconds, double speed, double prefixHits) {
        double seconds = realSeconds * speed;
        return new DemoReport.HalfReport(
                new DemoReport.Rates(turns.sum() / seconds, outputTokens.sum() / seconds),
                new DemoReport.FirstToken(firstToken(50, speed), firstToken(99, speed)),
                new DemoReport.Contexts(prefixHits, tokensCut.sum(), largest.get()),
                new DemoReport.Failures(refusals.sum(), otherFailures.sum()));
    }

    private double firstToken(double percentile, double speed) {
        return firstTokenNanos.getValueAtPercentile(percentile) / 1e9 * speed;
    }
}
