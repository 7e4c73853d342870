package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.Backend;
import io.plimsoll.backends.Backends;
import io.plimsoll.backends.engine.EngineCapabilities;
import io.plimsoll.backends.engine.EngineFacts;
import io.plimsoll.backends.route.EndpointPicker;
import io.plimsoll.backends.route.LaneAffinity;
import io.plimsoll.backends.route.Route;
import io.plimsoll.backends.route.RouteRequest;
import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.ledger.KvLedger;
import io.plimsoll.gateway.session.LaneHomes;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The backends with their books: who they are, what of their KV memory is promised, where each lane last ran,
 * and what they have lost since.
 * Thread-safe.
 */
public final class Fleet implements LaneHomes {

    private final Backends backends;
    private final KvLedger ledger;
    private final LaneAffinity affinity;
    private final SpokenDialects dialects;
    private final CacheWatch caches;
    private final EndpointPicker picker;

    public Fleet(
            Backends backends, KvLedger ledger, LaneAffinity affinity, SpokenDialects dialects, CacheWatch caches) {
        this.dialects = dialects;
        this.caches = caches;
        this.backends = backends;
        this.ledger = ledger;
        this.affinity = affinity;
        this.picker = new EndpointPicker(backends, backend -> freeTokens(ledger, backend));
    }

    /** The backends. */
    public Backends backends() {
        return backends;
    }

    /** The books of their KV memory. */
    public KvLedger ledger() {
        return ledger;
    }

    SpokenDialects dialects() {
        return dialects;
    }

    /** What the backends have lost of what they had cached. */
    CacheWatch caches() {
        return caches;
    }

    LaneAffinity affinity() {
        return affinity;
    }

    @Override
    public Optional<String> homeOf(LaneKey lane) {
        return affinity.of(lane);
    }

    @Override
    public void returned(LaneKey lane, String backend) {
        backends.named(backend).ifPresent(home -> affinity.remember(lane, home));
    }

    /** The backend for a request; a request that names no model goes to any that is healthy. */
    Route pick(RouteRequest request, @Nullable String model) {
        if (model != null) {
            return picker.pick(request);
        }
        return backends.all().stream()
                .filter(backend -> !request.exclude().contains(backend.name()))
                .filter(backend -> backend.status().isHealthy() && backend.hasRoom())
                .findFirst()
                .<Route>map(Route.To::new)
                .orElseGet(Route.NoneHealthy::new);
    }

    /** The pool that a lane's next request would go to: its own while it takes requests, else the one picked now. */
    String poolOf(LaneKey lane, String model, int promptTokens) {
        Optional<Backend> home = affinity.of(lane)
                .flatMap(backends::named)
                .filter(backend -> backend.status().isHealthy());
        if (home.isPresent()) {
            return home.get().name();
        }
        return picker.pick(new RouteRequest(model, lane, null, promptTokens, Set.of()))
                .target()
                .or(() -> backends.all().stream().findFirst())
                .map(Backend::name)
                .orElseThrow(() -> new IllegalStateException("the fleet has no backend"));
    }

    /** A model's name for meters: what clients make up is {@code other}, or meters would grow without bound. */
    String meterName(String model) {
        boolean listed = backends.all().stream()
                .flatMap(backend -> backend.status().models().stream())
                .anyMatch(served -> served.isCalled(model));
        return listed ? model : "other";
    }

    /**
     * Whether so many tokens find room in a pool beside the requests that are there now; what merely rests in it gives way.
     * What exceeds the whole pool counts as having room, since no wait would make any.
     */
    boolean hasRoom(String pool, int tokens) {
        var shape = ledger.shape(pool);
        var usage = ledger.usage(pool);
        long taken = (usage.reservedBlocks() + usage.queuedBlocks()) * shape.blockSizeTokens();
        return tokens > shape.capacityTokens() || taken + tokens <= shape.capacityTokens();
    }

    /** Whether a request for the model to this path may have to be translated. */
    boolean mayTranslate(String model, String path) {
        return dialects.isUnspokenByAny(
                backends.all().stream()
                        .filter(backend -> backend.mayServe(model))
                        .map(Backend::name)
                        .toList(),
                path);
    }

    /** The smallest window that any backend gives the model; empty where none says. */
    OptionalInt windowTokens(String model) {
        return backends.all().stream()
                .map(backend -> backend.status().windowTokens(model))
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .min();
    }

    /** Whether all backends that serve the model report usage at the end of a stream when they are asked to. */
    boolean reportsStreamUsage(String model) {
        return backends.all().stream()
                .filter(backend -> backend.mayServe(model))
                .map(backend -> backend.status().facts())
                .allMatch(facts -> facts != null && capabilities(facts).streamUsage());
    }

    private static EngineCapabilities capabilities(EngineFacts facts) {
        return facts.capabilities();
    }

    private static long freeTokens(KvLedger ledger, Backend backend) {
        return backend.status()
                .pool()
                .map(pool -> {
                    var usage = ledger.usage(backend.name());
                    long free =
                            usage.capacityBlocks() - usage.reservedBlocks() - usage.idleBlocks() - usage.queuedBlocks();
                    return free * pool.blockTokens();
                })
                .orElse(0L);
    }
}
