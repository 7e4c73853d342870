package io.plimsoll.backends;

import io.plimsoll.backends.engine.EngineProbe;
import io.plimsoll.backends.resilience.BackendFailure;
import io.plimsoll.backends.resilience.CircuitBreaker;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fleet: all backends of the policy file, watched. Thread-safe. The watch runs on one event loop context of its own;
 * reports from traffic may come from any thread.
 */
public final class Backends implements AutoCloseable {

    /** A refusal without {@code Retry-After}, and the most that one with it is believed. */
    private static final Duration SHORTEST_BACK_OFF = Duration.ofSeconds(1);

    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(60);

    private final Context context;
    private final FleetSettings settings;
    private final BackendListener listener;
    private final Map<String, BackendWatch> watches = new LinkedHashMap<>();

    /**
     * @param vertx runs the watch
     * @param http carries questions to the backends, never traffic; stays the caller's to close. Its connections should idle
     *     for less than 5 s, after which uvicorn drops them
     * @param specs the members, each with a name of its own
     * @param settings the rhythm of the watch
     * @param clock what time it is
     * @param listener hears what happens
     */
    public Backends(
            Vertx vertx,
            HttpClientAgent http,
            List<BackendSpec> specs,
            FleetSettings settings,
            InstantSource clock,
            BackendListener listener) {
        this.context = vertx.getOrCreateContext();
        this.settings = settings;
        this.listener = new GuardedBackendListener(listener);
        for (var spec : specs) {
            var probe = new EngineProbe(http, spec.url(), spec.apiKey(), settings.timeLimit());
            var breaker = new CircuitBreaker(settings.failuresToOpen(), settings.retryEvery(), clock);
            var backend = new Backend(spec, probe, breaker, clock);
            var watch = new BackendWatch(vertx, context, backend, settings, this.listener, clock);
            if (watches.put(spec.name(), watch) != null) {
                throw new IllegalArgumentException("backends: name: '" + spec.name() + "' twice (expected: unique)");
            }
        }
    }

    /**
     * Asks every backend what it is. Ends when each has answered or failed once, at the latest after
     * {@link FleetSettings#startLimit}, and never fails: backends that are not up come later.
     */
    public Future<Void> start() {
        var started = Promise.<Void>promise();
        context.runOnContext(on -> {
            var attempts = watches.values().stream().map(BackendWatch::start).toList();
            Future.join(attempts).timeout(settings.startLimit()).onComplete(known -> started.complete());
        });
        return started.future();
    }

    /** The members, in the policy file's order. */
    public List<Backend> all() {
        return watches.values().stream().map(BackendWatch::backend).toList();
    }

    /** The member of that name. */
    public Optional<Backend> named(String name) {
        return Optional.ofNullable(watches.get(name)).map(BackendWatch::backend);
    }

    /**
     * What the fleet serves, for {@code /v1/models}. Models of backends that fail stay listed: asking for one is a matter of
     * time, not a mistake.
     *
     * @param budgeted the window that sessions may fill, where that is less than the backend's
     */
    public ModelsListing modelsListing(BudgetedWindow budgeted) {
        return ModelsListing.of(all().stream().map(Backend::status).toList(), budgeted);
    }

    /** The backend served a request to the end. */
    public void reportSuccess(Backend backend) {
        backend.breaker().succeeded();
    }

    /** A request failed by the backend's fault. Do not report a client that left, nor a refusal. */
    public void reportFailure(Backend backend, BackendFailure failure) {
        var watch = watches.get(backend.name());
        if (watch != null) {
            watch.failed(failure);
        }
    }

    /**
     * The backend refused for lack of room (429, 503, 529). It is healthy, and asked after the others for a while.
     *
     * @param retryAfter what it asked for, believed up to a minute; {@code null} for a second
     */
    public void reportRefusal(Backend backend, @Nullable Duration retryAfter) {
        listener.refused(backend);
        var wish = retryAfter == null || retryAfter.isNegative() ? SHORTEST_BACK_OFF : retryAfter;
        backend.backOff(wish.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : wish);
    }

    /** Ends the watch. Exchanges on their way end by themselves. */
    @Override
    public void close() {
        Consumer<BackendWatch> close = BackendWatch::close;
        context.runOnContext(off -> watches.values().forEach(close));
    }
}
