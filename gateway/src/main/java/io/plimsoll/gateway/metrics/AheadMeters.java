package io.plimsoll.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** The meters of cuts that are made between two turns. Thread-safe. */
public final class AheadMeters {

    private final MeterRegistry registry;
    private final Counter tokens;

    /** What became of the gap before a turn that was due for a cut. */
    public enum Outcome {
        /** The history was cut, and the backend has read it. */
        DONE,
        /** The next request came before that. */
        OVERTAKEN,
        /** The backend did not answer the prefill, or not well. */
        FAILED,
        /** Each token sent to the backend costs money. */
        BILLED,
        /** The backend had no room. */
        BUSY,
        /** No cut would have freed enough, or saved what it costs. */
        NOT_WORTH_IT
    }

    AheadMeters(MeterRegistry registry) {
        this.registry = registry;
        this.tokens = Counter.builder("plimsoll.ahead.tokens")
                .description("Tokens that backends read between two turns, cached ones left out")
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            counter(outcome);
        }
    }

    /** A gap before a turn that was due for a cut has been used, or not. */
    public void ended(Outcome outcome) {
        counter(outcome).increment();
    }

    /** A backend has read so many tokens that were not cached. */
    public void read(long uncachedTokens) {
        tokens.increment(Math.max(0, uncachedTokens));
    }

    private Counter counter(Outcome outcome) {
        return Counter.builder("plimsoll.ahead")
                .description("Gaps before turns that were due for a cut, by what became of them")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
