package io.plimsoll.clients;

import io.plimsoll.backends.sim.ReplicaSpec;
import io.plimsoll.backends.sim.SimulatedEngine;
import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.plimsoll.backends.sim.SimulatedModel;
import io.plimsoll.backends.sim.SimulationPace;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.PolicyFiles;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptCounters;
import io.plimsoll.gateway.Gateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A gateway before one engine that serves a {@link WeatherModel}. */
final class Stage implements AutoCloseable {

    static final String MODEL = "weather-1";
    static final int WINDOW = 8_192;

    private static final PromptCounter COUNTER = PromptCounters.load("cl100k_base", Path.of(""));

    private final Vertx vertx = Vertx.vertx();
    private final WeatherModel model;
    private final SimulatedEngine engine;
    private final EngineDoor door;
    private final Gateway gateway;
    private final Path archive;

    private Stage(EngineKind kind, SimulationPace pace) {
        this.model = new WeatherModel(COUNTER);
        var served = new SimulatedModel(List.of(MODEL), WINDOW, COUNTER, model);
        this.engine = await(SimulatedEngine.start(
                vertx,
                SimulatedEngineOptions.of(served)
                        .withReplica(ReplicaSpec.demo())
                        .withPace(pace)));
        EngineDoor.Open opened = await(EngineDoor.open(vertx, engine.port(), kind));
        this.door = opened.door();
        try {
            this.archive = Files.createTempDirectory("plimsoll-clients");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.gateway = await(Gateway.start(vertx, policy(opened.port(), archive)));
    }

    /** An engine that answers at once. */
    static Stage before(EngineKind kind) {
        return new Stage(kind, SimulationPace.fastForward());
    }

    /** An engine that takes as long as a real one. */
    static Stage beforeSlow(EngineKind kind) {
        return new Stage(kind, SimulationPace.realTime());
    }

    private static PolicyFile policy(int backendPort, Path archive) {
        return new PolicyFiles(name -> null).parse("""
                        listen: {host: 127.0.0.1, port: 0}
                        backends: [{name: engine, url: 'http://127.0.0.1:%d'}]
                        archive: {path: '%s', embedding: none}
                        """.formatted(backendPort, archive), "test");
    }

    /** The gateway's address, without a path. */
    URI gateway() {
        return URI.create("http://127.0.0.1:" + gateway.port());
    }

    WeatherModel model() {
        return model;
    }

    EngineDoor door() {
        return door;
    }

    /** Requests that the engine gave up because its client left. */
    long cancelled() {
        return await(engine.statistics()).requests().cancelled();
    }

    @Override
    public void close() {
        await(gateway.close());
        await(vertx.close());
        try (Stream<Path> files = Files.walk(archive)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
