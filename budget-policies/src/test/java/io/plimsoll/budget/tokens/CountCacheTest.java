package io.plimsoll.budget.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CountCacheTest {

    @Test
    void countsTheSameThingOnce() {
        var cache = new CountCache(10);
        var calls = new AtomicInteger();
        assertThat(cache.count(1, 2, calls::incrementAndGet)).isEqualTo(1);
        assertThat(cache.count(1, 2, calls::incrementAndGet)).isEqualTo(1);
        assertThat(cache.count(2, 1, calls::incrementAndGet)).isEqualTo(2);
        assertThat(cache.find(1, 2)).hasValue(1);
        assertThat(cache.find(3, 3)).isEmpty();
    }

    @Test
    void whatIsPutReplacesWhatWasCounted() {
        var cache = new CountCache(10);
        cache.count(1, 1, () -> 5);
        cache.put(1, 1, 7);
        assertThat(cache.count(1, 1, () -> 5)).isEqualTo(7);
    }

    @Test
    void neverHoldsMoreThanItsBound() {
        var cache = new CountCache(100);
        IntStream.range(0, 10_000).forEach(i -> cache.count(i, -i, () -> i));
        assertThat(IntStream.range(0, 10_000)
                        .filter(i -> cache.find(i, -i).isPresent())
                        .count())
                .isBetween(1L, 100L);
    }

    @Test
    void refusesABoundThatHoldsNothing() {
        assertThatThrownBy(() -> new CountCache(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count cache: maxEntries: 0 (expected: >= 1)");
    }
}
