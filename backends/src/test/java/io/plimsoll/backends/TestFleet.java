package io.plimsoll.backends;

import io.plimsoll.backends.engine.EngineCapabilities;
import io.plimsoll.backends.engine.EngineCapabilities.CachedTokens;
import io.plimsoll.backends.engine.EngineCapabilities.UnknownModel;
import io.plimsoll.backends.engine.EngineFacts;
import io.plimsoll.backends.engine.EngineKind;
import io.plimsoll.backends.engine.InferenceEngine;
import io.plimsoll.backends.engine.ServedModel;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.probe.LoadSample.PrefixCounters;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fleet that nobody watches: it is as the test says. Opens no socket. */
public final class TestFleet implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final SteppedClock clock = new SteppedClock();
    private final Backends backends;

    /** Backends of those names, each allowed two requests at once, of which nothing is known. */
    public TestFleet(String... names) {
        var specs = Stream.of(names)
                .map(name -> new BackendSpec(
                        name, URI.create("http://" + name + ".invalid"), EngineKind.AUTO, null, null, 2))
                .toList();
        backends = new Backends(
                vertx, vertx.createHttpClient(), specs, FleetSettings.defaults(), clock, BackendListener.NONE);
    }

    public Backends backends() {
        return backends;
    }

    public SteppedClock clock() {
        return clock;
    }

    public Backend named(String name) {
        return backends.named(name).orElseThrow();
    }

    /** Makes the backend healthy, with those models under a window of 4,096. */
    public TestFleet serves(String name, EngineKind kind, String... models) {
        var entries = Stream.of(models).map(model -> model(model, 4096)).toList();
        var unknown = kind == EngineKind.LLAMA_CPP ? UnknownModel.ANSWERED : UnknownModel.REFUSED;
        var facts = new EngineFacts(
                null, entries, null, null, new EngineCapabilities(true, true, CachedTokens.ALWAYS, unknown, true));
        named(name).learn(known -> known.found(InferenceEngine.of(kind, clock), facts));
        return this;
    }

    /** Makes the backend fail. */
    public TestFleet fails(String name) {
        named(name).learn(known -> known.failing("test", clock.instant()));
        return this;
    }

    /** Gives the backend a queue. */
    public TestFleet waiting(String name, int requests) {
        var sample = new LoadSample.Measured(clock.instant(), 0, requests, 0, PrefixCounters.NONE, 0, 0);
        named(name).learn(known -> known.loaded(sample));
        return this;
    }

    @Override
    public void close() {
        FakeEngine.await(vertx.close());
    }

    static ServedModel model(String id, @Nullable Integer window) {
        return new ServedModel(
                id, window, List.of(id + "-alias"), null, "{\"id\":\"" + id + "\",\"object\":\"model\",\"own\":1}");
    }
}
