package io.plimsoll.backends;

import io.plimsoll.backends.engine.CountRequest;
import io.plimsoll.backends.engine.EngineCapabilities.UnknownModel;
import io.plimsoll.backends.engine.EngineFacts;
import io.plimsoll.backends.engine.EngineProbe;
import io.plimsoll.backends.engine.InferenceEngine;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.resilience.BreakerState;
import io.plimsoll.backends.resilience.CircuitBreaker;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One inference server, live. Thread-safe: what is known is one immutable value behind an atomic reference, written by the
 * fleet's watch alone; anyone reads.
 */
public final class Backend {

    private final BackendSpec spec;
    private final EngineProbe http;
    private final InstantSource clock;
    private final CircuitBreaker breaker;
    private final AtomicReference<Known> known = new AtomicReference<>(Known.NOTHING);
    private final AtomicReference<Instant> backOffUntil = new AtomicReference<>(Instant.MIN);
    private final AtomicInteger inFlight = new AtomicInteger();

    Backend(BackendSpec spec, EngineProbe http, CircuitBreaker breaker, InstantSource clock) {
        this.spec = spec;
        this.http = http;
        this.breaker = breaker;
        this.clock = clock;
    }

    /** How the policy file names it. */
    public BackendSpec spec() {
        return spec;
    }

    /** Its name in the fleet. */
    public String name() {
        return spec.name();
    }

    /** What is known now. */
    public BackendStatus status() {
        var now = known.get();
        var state = switch (breaker.state()) {
            case BreakerState.Closed closed -> now.state();
            case BreakerState.Open open ->
                new BackendState.Failing(open.reason().word(), open.since());
            case BreakerState.HalfOpen trial ->
                new BackendState.Failing(trial.reason().word(), trial.since());
        };
        var engine = now.engine();
        return new BackendStatus(state, engine == null ? spec.kind() : engine.kind(), now.facts(), now.load());
    }

    /** Whether a request for the model makes sense here: it has the model, or answers to any name, or was never asked. */
    public boolean mayServe(String model) {
        var facts = known.get().facts();
        return facts == null
                || facts.models().isEmpty()
                || facts.model(model).isPresent()
                || facts.capabilities().unknownModel() == UnknownModel.ANSWERED;
    }

    /** Requests of this gateway that are at the server now. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Whether {@link #tryEnter} would succeed. */
    public boolean hasRoom() {
        return inFlight.get() < limit();
    }

    /** Counts a request in, unless that many are at the server as its operator allows. Close it when the exchange has ended. */
    public Optional<InFlight> tryEnter() {
        int before = inFlight.getAndUpdate(count -> count < limit() ? count + 1 : count);
        return before < limit() ? Optional.of(new InFlight()) : Optional.empty();
    }

    /** Whether the server refused for lack of room a moment ago: ask others first. */
    public boolean isBackingOff() {
        return clock.instant().isBefore(backOffUntil.get());
    }

    /** Counts tokens as the server does; see {@link InferenceEngine#countTokens}. Fails while the engine is not known. */
    public Future<Integer> countTokens(CountRequest request) {
        var engine = known.get().engine();
        return engine == null
                ? Future.failedFuture(new IllegalStateException("backend '" + name() + "': engine not known yet"))
                : engine.countTokens(http, request);
    }

    @Override
    public String toString() {
        return spec.toString();
    }

    EngineProbe http() {
        return http;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    Known known() {
        return known.get();
    }

    void learn(UnaryOperator<Known> step) {
        known.updateAndGet(step);
    }

    void backOff(Duration pause) {
        backOffUntil.accumulateAndGet(clock.instant().plus(pause), (a, b) -> a.isAfter(b) ? a : b);
    }

    private int limit() {
        var limit = spec.maxInFlight();
        return limit == null ? Integer.MAX_VALUE : limit;
    }

    /** One request's place at the server. Thread-safe; closing it again has no effect. */
    public final class InFlight implements AutoCloseable {

        private final AtomicBoolean closed = new AtomicBoolean();

        private InFlight() {}

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                inFlight.decrementAndGet();
            }
        }
    }

    /** What discovery and probes found, traffic left aside. */
    record Known(
            BackendState state,
            @Nullable InferenceEngine engine,
            @Nullable EngineFacts facts,
            @Nullable LoadSample load) {

        static final Known NOTHING = new Known(new BackendState.Starting("not asked yet"), null, null, null);

        Known found(InferenceEngine found, EngineFacts said) {
            return new Known(new BackendState.Healthy(), found, said, load);
        }

        Known notReady(String reason) {
            return new Known(new BackendState.Starting(reason), engine, facts, null);
        }

        Known failing(String reason, Instant now) {
            var since = state instanceof BackendState.Failing failing ? failing.since() : now;
            return new Known(new BackendState.Failing(reason, since), engine, facts, null);
        }

        Known loaded(LoadSample sample) {
            return new Known(state, engine, facts, sample);
        }
    }
}
