package io.plimsoll.backends;

import io.plimsoll.backends.discovery.Discovery;
import io.plimsoll.backends.discovery.EngineDiscovery;
import io.plimsoll.backends.engine.EngineFacts;
import io.plimsoll.backends.engine.EngineKind;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.resilience.BackendFailure;
import io.plimsoll.backends.resilience.BreakerState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Follows one backend: asks what it is until it answers, then reads its load, and asks again what it is now and then and
 * after every failure. One exchange at a time, one timer at a time. Everything here runs on one context, so its fields need
 * no lock; {@link #failed} alone may be called from anywhere.
 */
final class BackendWatch {

    private static final Logger LOG = LoggerFactory.getLogger(BackendWatch.class);

    private final Vertx vertx;
    private final Context context;
    private final Backend backend;
    private final EngineDiscovery discovery;
    private final FleetSettings settings;
    private final BackendListener listener;
    private final InstantSource clock;

    private BackendState shown;
    private Instant discovered = Instant.MIN;
    private boolean closed;
    private long timer = -1;

    BackendWatch(
            Vertx vertx,
            Context context,
            Backend backend,
            FleetSettings settings,
            BackendListener listener,
            InstantSource clock) {
        this.vertx = vertx;
        this.context = context;
        this.backend = backend;
        this.discovery = new EngineDiscovery(clock);
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.shown = backend.status().state();
    }

    Backend backend() {
        return backend;
    }

    /** Begins. The future ends with the first attempt, whatever it led to, and never fails. */
    Future<Void> start() {
        return discover();
    }

    void close() {
        closed = true;
        vertx.cancelTimer(timer);
    }

    /** The backend failed a request or a probe. Traffic stops at once where this was one failure too many. */
    void failed(BackendFailure failure) {
        listener.failed(backend, failure);
        if (backend.breaker().failed(failure)) {
            context.runOnContext(opened -> {
                show();
                // The next probe may be far off; the health check is due when the breaker says so.
                if (vertx.cancelTimer(timer)) {
                    again();
                }
            });
        }
    }

    private Future<Void> discover() {
        return discovery
                .discover(backend.http(), expected())
                .onSuccess(this::take)
                .mapEmpty();
    }

    /** A healthy backend stays what it is: a busy one that answers in part must not pass for another kind. */
    private EngineKind expected() {
        return backend.status().isHealthy()
                ? backend.status().kind()
                : backend.spec().kind();
    }

    private void take(Discovery outcome) {
        switch (outcome) {
            case Discovery.Found found -> {
                discovered = clock.instant();
                backend.breaker().trialSucceeded();
                backend.learn(known -> known.found(found.engine(), completed(found.facts(), known)));
            }
            case Discovery.NotReady notReady -> {
                backend.breaker().trialFailed(BackendFailure.SERVER_ERROR);
                backend.learn(known -> known.notReady(notReady.reason()));
            }
            case Discovery.Failed failed -> {
                backend.breaker().trialFailed(failed.failure());
                lose(failed);
            }
        }
        show();
        again();
    }

    /** A healthy backend that does not answer the question what it is may only be busy: that counts as any failure does. */
    private void lose(Discovery.Failed failed) {
        if (backend.status().isHealthy()) {
            failed(failed.failure());
            return;
        }
        backend.learn(known -> known.failing(failed.reason(), clock.instant()));
    }

    /** What a busy server left out is as it was; what the operator says comes before all. */
    private EngineFacts completed(EngineFacts said, Backend.Known before) {
        var facts = before.state() instanceof BackendState.Healthy && before.facts() != null
                ? said.completedFrom(before.facts())
                : said;
        var pool = backend.spec().pool();
        return pool == null ? facts : facts.withPool(pool.over(facts.pool()));
    }

    /** Sets the timer for what comes next. */
    private void again() {
        if (closed) {
            return;
        }
        if (!backend.status().isHealthy()) {
            after(retryPause(), this::retry);
            return;
        }
        boolean stale = clock.instant().isAfter(discovered.plus(settings.discoverEvery()));
        after(probePause(), stale ? this::discover : this::probe);
    }

    private Duration retryPause() {
        return backend.breaker().state() instanceof BreakerState.Open open
                ? Duration.between(clock.instant(), open.until())
                : settings.retryEvery();
    }

    /** Asks again, unless the breaker's pause began anew meanwhile. */
    private void retry() {
        if (backend.breaker().state() instanceof BreakerState.Open
                && !backend.breaker().tryTrial()) {
            again();
            return;
        }
        discover();
    }

    private Duration probePause() {
        var engine = backend.known().engine();
        var shortest = engine == null ? Duration.ZERO : engine.shortestProbeInterval();
        return shortest.compareTo(settings.probeEvery()) > 0 ? shortest : settings.probeEvery();
    }

    private void after(Duration pause, Runnable step) {
        timer = vertx.setTimer(Math.max(1, pause.toMillis()), fired -> {
            if (!closed) {
                step.run();
            }
        });
    }

    private void probe() {
        var known = backend.known();
        var engine = known.engine();
        var facts = known.facts();
        if (engine == null || facts == null || !backend.status().isHealthy()) {
            again();
            return;
        }
        engine.probe(backend.http(), facts, known.load())
                .onSuccess(this::read)
                .onFailure(failure -> failed(BackendFailure.of(failure)))
                .onComplete(read -> {
                    show();
                    again();
                });
    }

    private void read(LoadSample sample) {
        backend.breaker().succeeded();
        backend.learn(known -> known.loaded(sample));
        listener.loadRead(backend, sample);
    }

    /** Tells of a change of state once. */
    private void show() {
        var before = shown;
        shown = backend.status().state();
        if (before.getClass() == shown.getClass()) {
            return;
        }
        LOG.atLevel(shown instanceof BackendState.Failing ? Level.WARN : Level.INFO)
                .addKeyValue("backend", backend.name())
                .addKeyValue("engine", backend.status().kind())
                .addKeyValue("before", before.word())
                .addKeyValue("state", shown.word())
                .addKeyValue("reason", reason(shown))
                .log("backend changed state");
        listener.stateChanged(backend, before, shown);
    }

    private static String reason(BackendState state) {
        return switch (state) {
            case BackendState.Starting starting -> starting.reason();
            case BackendState.Healthy healthy -> "";
            case BackendState.Failing failing -> failing.reason();
        };
    }
}
