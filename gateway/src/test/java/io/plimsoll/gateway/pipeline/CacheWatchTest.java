package io.plimsoll.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.Backend;
import io.plimsoll.backends.BackendListener;
import io.plimsoll.backends.BackendSpec;
import io.plimsoll.backends.Backends;
import io.plimsoll.backends.FleetSettings;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.probe.LoadSample.PrefixCounters;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheWatchTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final List<LoadSample> passedOn = new ArrayList<>();
    private final CacheWatch watch = new CacheWatch(nanos::get, new BackendListener() {
        @Override
        public void loadRead(Backend backend, LoadSample sample) {
            passedOn.add(sample);
        }
    });
    private final Backends fleet = new Backends(
            vertx,
            vertx.createHttpClient(),
            List.of(BackendSpec.of("a", URI.create("http://a.invalid"))),
            FleetSettings.defaults(),
            InstantSource.system(),
            BackendListener.NONE);
    private final Backend backend = fleet.all().getFirst();

    @AfterEach
    void close() {
        fleet.close();
        vertx.close();
    }

    @Test
    void nothingIsLostBeforeAnythingHappens() {
        read(100, 0);

        assertThat(watch.evictedWithin("a", Duration.ofDays(1))).isFalse();
        assertThat(watch.emptiedWithin("a", Duration.ofDays(1))).isFalse();
        assertThat(passedOn).hasSize(1);
    }

    @Test
    void aPreemptionIsAnEvictionForAWhile() {
        read(100, 0);
        read(200, 1);
        nanos.addAndGet(SECOND.toNanos());

        assertThat(watch.evictedWithin("a", SECOND)).isTrue();
        assertThat(watch.emptiedWithin("a", SECOND)).isFalse();
        nanos.incrementAndGet();
        assertThat(watch.evictedWithin("a", SECOND)).isFalse();
    }

    @Test
    void aCounterThatFellIsAnEmptyCache() {
        read(200, 1);
        read(30, 0);

        assertThat(watch.emptiedWithin("a", SECOND)).isTrue();
        assertThat(watch.evictedWithin("a", SECOND)).isFalse();
    }

    @Test
    void aPromptThatShouldHaveBeenCachedIsASignOnlyFromAnEngineThatTellsHits() {
        watch.answered("a", 20_000, 0);
        assertThat(watch.evictedWithin("a", SECOND)).as("it never told a hit").isFalse();

        watch.answered("a", 20_000, 19_000);
        assertThat(watch.evictedWithin("a", SECOND)).as("it found nearly all").isFalse();

        watch.answered("a", 1_000, 0);
        assertThat(watch.evictedWithin("a", SECOND)).as("too short to tell").isFalse();

        watch.answered("a", 20_000, 5_000);
        assertThat(watch.evictedWithin("a", SECOND)).isTrue();
        assertThat(watch.evictedWithin("b", SECOND)).isFalse();
    }

    private void read(long queryTokens, long preemptions) {
        watch.loadRead(
                backend,
                new LoadSample.Measured(
                        Instant.EPOCH, 1, 0, .5, new PrefixCounters(queryTokens, queryTokens / 2), preemptions, .5));
    }
}
