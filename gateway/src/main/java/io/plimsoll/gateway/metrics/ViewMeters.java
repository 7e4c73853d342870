package io.plimsoll.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plimsoll.gateway.views.ViewStoreListener;
import java.util.Locale;

/** The meters of kept views. Thread-safe. */
public final class ViewMeters implements ViewStoreListener {

    private final MeterRegistry registry;
    private final Counter saved;
    private final Counter woken;

    public ViewMeters(MeterRegistry registry) {
        this.registry = registry;
        this.saved = Counter.builder("plimsoll.views.saved")
                .description("Times that a lane's view was written down")
                .register(registry);
        this.woken = Counter.builder("plimsoll.views.woken")
                .description("Lanes that went on from what was written down, after a restart or a long rest")
                .register(registry);
    }

    @Override
    public void saved() {
        saved.increment();
    }

    @Override
    public void woken() {
        woken.increment();
    }

    @Override
    public void degraded(Degradation reason) {
        Counter.builder("plimsoll.views.degraded")
                .description("Times that views were kept less well than they could be, by why")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }
}
