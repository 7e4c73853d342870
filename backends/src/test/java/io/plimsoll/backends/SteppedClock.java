package io.plimsoll.backends;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that moves when told. Thread-safe. */
public final class SteppedClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-11-25T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Lets that much time pass. */
    public void pass(Duration time) {
        now = now.plus(time);
    }
}
