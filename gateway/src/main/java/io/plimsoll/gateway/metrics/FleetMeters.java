package io.plimsoll.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.plimsoll.backends.Backend;
import io.plimsoll.backends.BackendListener;
import io.plimsoll.backends.resilience.BackendFailure;
import io.plimsoll.budget.ledger.KvLedger;
import io.plimsoll.budget.ledger.PoolUsage;
import io.plimsoll.gateway.session.Lanes;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The meters of backends, their KV pools and the sessions on them. Thread-safe. */
public final class FleetMeters implements BackendListener {

    private final MeterRegistry registry;

    public FleetMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows how many lanes are kept. */
    public void watch(Lanes lanes) {
        Gauge.builder("plimsoll.lanes", lanes, kept -> kept.all().size())
                .description("Lanes that are kept")
                .register(registry);
    }

    /** Shows each backend, and its pool in the ledger's books. */
    public void watch(List<Backend> backends, KvLedger ledger) {
        for (Backend backend : backends) {
            var tags = Tags.of("backend", backend.name());
            Gauge.builder("plimsoll.backend.up", backend, b -> b.status().isHealthy() ? 1 : 0)
                    .description("1 while the backend takes requests")
                    .tags(tags)
                    .register(registry);
            Gauge.builder("plimsoll.backend.in.flight", backend, Backend::inFlight)
                    .description("Requests of this gateway at the backend")
                    .tags(tags)
                    .register(registry);
            Gauge.builder("plimsoll.backend.pressure", backend, b -> b.status().pressure())
                    .description("How loaded the backend says it is: 0 idle, 1 saturated")
                    .tags(tags)
                    .register(registry);
            Gauge.builder(
                            "plimsoll.kv.pressure",
                            ledger,
                            books -> books.pressure(backend.name()).share())
                    .description("Footprint of active lanes as a share of the pool")
                    .tags(tags)
                    .register(registry);
            blocks(backend.name(), ledger, "reserved", PoolUsage::reservedBlocks);
            blocks(backend.name(), ledger, "idle", PoolUsage::idleBlocks);
            blocks(backend.name(), ledger, "free", PoolUsage::freeBlocks);
            blocks(backend.name(), ledger, "queued", PoolUsage::queuedBlocks);
        }
    }

    private void blocks(String backend, KvLedger ledger, String state, ToDoubleFunction<PoolUsage> read) {
        Gauge.builder("plimsoll.kv.blocks", ledger, books -> read.applyAsDouble(books.usage(backend)))
                .description("KV blocks of the pool by who holds them; reserved, idle and free add up to the pool")
                .tags(Tags.of("backend", backend, "state", state))
                .register(registry);
    }

    @Override
    public void failed(Backend backend, BackendFailure failure) {
        Counter.builder("plimsoll.backend.failures")
                .description("Requests and probes that failed by the backend's fault")
                .tag("backend", backend.name())
                .tag("reason", failure.word().replace(' ', '_'))
                .register(registry)
                .increment();
    }

    @Override
    public void refused(Backend backend) {
        Counter.builder("plimsoll.backend.refusals")
                .description("Requests that the backend refused for lack of room")
                .tag("backend", backend.name())
                .register(registry)
                .increment();
    }
}
