package io.plimsoll.backends.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.SteppedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final SteppedClock clock = new SteppedClock();
    private final CircuitBreaker breaker = new CircuitBreaker(3, PAUSE, clock);

    @Test
    void opensAfterFailuresInRow() {
        assertThat(breaker.failed(BackendFailure.SERVER_ERROR)).isFalse();
        assertThat(breaker.failed(BackendFailure.TIMEOUT)).isFalse();
        assertThat(breaker.failed(BackendFailure.SERVER_ERROR)).isTrue();

        assertThat(breaker.state())
                .isEqualTo(new BreakerState.Open(
                        BackendFailure.SERVER_ERROR,
                        clock.instant(),
                        clock.instant().plus(PAUSE)));
    }

    @Test
    void successEndsTheRow() {
        breaker.failed(BackendFailure.SERVER_ERROR);
        breaker.failed(BackendFailure.SERVER_ERROR);
        breaker.succeeded();
        breaker.failed(BackendFailure.SERVER_ERROR);

        assertThat(breaker.state()).isEqualTo(new BreakerState.Closed(1));
    }

    @Test
    void opensAtOnceWhenNobodyListens() {
        assertThat(breaker.failed(BackendFailure.CONNECT_REFUSED)).isTrue();
    }

    @Test
    void lateEndOfStreamDoesNotClose() {
        breaker.failed(BackendFailure.CONNECT_REFUSED);
        breaker.succeeded();

        assertThat(breaker.state()).isInstanceOf(BreakerState.Open.class);
    }

    @Test
    void allowsOneTrialWhenThePauseIsOver() {
        breaker.failed(BackendFailure.CONNECT_REFUSED);
        assertThat(breaker.tryTrial()).isFalse();

        clock.pass(PAUSE);

        assertThat(breaker.tryTrial()).isTrue();
        assertThat(breaker.tryTrial()).isFalse();
    }

    @Test
    void goodTrialClosesAndForgets() {
        openAndTry();
        breaker.trialSucceeded();

        assertThat(breaker.state()).isEqualTo(new BreakerState.Closed(0));
    }

    @Test
    void badTrialPausesAgainAndRemembersSinceWhen() {
        var opened = clock.instant();
        openAndTry();
        breaker.trialFailed(BackendFailure.TIMEOUT);

        assertThat(breaker.state())
                .isEqualTo(new BreakerState.Open(
                        BackendFailure.TIMEOUT, opened, clock.instant().plus(PAUSE)));
    }

    @Test
    void trafficChangesNothingWhileTheTrialRuns() {
        openAndTry();
        breaker.failed(BackendFailure.SERVER_ERROR);
        breaker.succeeded();

        assertThat(breaker.state()).isInstanceOf(BreakerState.HalfOpen.class);
    }

    private void openAndTry() {
        breaker.failed(BackendFailure.CONNECT_REFUSED);
        clock.pass(PAUSE);
        assertThat(breaker.tryTrial()).isTrue();
    }
}
