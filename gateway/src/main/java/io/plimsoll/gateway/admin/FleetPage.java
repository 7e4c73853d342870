package io.plimsoll.gateway.admin;

import io.plimsoll.backends.Backend;
import io.plimsoll.backends.BackendState;
import io.plimsoll.backends.BackendStatus;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.pipeline.Fleet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Readiness, and the backends with their KV pools. Thread-safe. */
public final class FleetPage {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Fleet fleet;

    public FleetPage(Fleet fleet) {
        this.fleet = fleet;
    }

    /** 200 when at least one backend is healthy, else 503. */
    ExchangePlan.Answer ready() {
        long healthy = fleet.backends().all().stream()
                .filter(backend -> backend.status().isHealthy())
                .count();
        ObjectNode body = JSON.createObjectNode();
        body.put("ready", healthy > 0)
                .put("healthyBackends", healthy)
                .put("backends", fleet.backends().all().size());
        return AdminPages.json(healthy > 0 ? 200 : 503, body);
    }

    ExchangePlan.Answer backends() {
        var body = JSON.createObjectNode();
        var list = body.putArray("backends");
        fleet.backends().all().forEach(backend -> describe(list.addObject(), backend));
        return AdminPages.json(200, body);
    }

    private void describe(ObjectNode node, Backend backend) {
        BackendStatus status = backend.status();
        node.put("name", backend.name())
                .put("url", backend.spec().url().toString())
                .put("engine", status.kind().name().toLowerCase(java.util.Locale.ROOT))
                .put("state", status.state().word())
                .put("inFlight", backend.inFlight())
                .put("pressure", status.pressure());
        switch (status.state()) {
            case BackendState.Starting starting -> node.put("reason", starting.reason());
            case BackendState.Failing failing ->
                node.put("reason", failing.reason())
                        .put("since", failing.since().toString());
            case BackendState.Healthy healthy -> {
                // nothing to explain
            }
        }
        var models = node.putArray("models");
        status.models()
                .forEach(model -> models.addObject()
                        .put("id", model.id())
                        .put("windowTokens", model.windowTokens() == null ? 0 : model.windowTokens()));
        if (status.load() instanceof LoadSample.Measured load) {
            node.putObject("load")
                    .put("running", load.running())
                    .put("waiting", load.waiting())
                    .put("kvUsage", load.kvUsage())
                    .put("prefixHitTokens", load.prefix().hitTokens())
                    .put("prefixQueryTokens", load.prefix().queryTokens())
                    .put("preemptions", load.preemptions());
        }
        status.pool().ifPresent(pool -> {
            var usage = fleet.ledger().usage(backend.name());
            node.putObject("pool")
                    .put("blockTokens", pool.blockTokens())
                    .put("capacityBlocks", usage.capacityBlocks())
                    .put("reservedBlocks", usage.reservedBlocks())
                    .put("idleBlocks", usage.idleBlocks())
                    .put("freeBlocks", usage.freeBlocks())
                    .put("queuedBlocks", usage.queuedBlocks());
        });
    }
}
