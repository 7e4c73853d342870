package io.plimsoll.backends.engine;

import static io.plimsoll.backends.FakeEngine.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.backends.Cassette;
import io.plimsoll.backends.FakeEngine;
import io.plimsoll.backends.discovery.Discovery;
import io.plimsoll.backends.discovery.EngineDiscovery;
import io.plimsoll.backends.engine.EngineCapabilities.CachedTokens;
import io.plimsoll.backends.engine.EngineCapabilities.UnknownModel;
import io.plimsoll.backends.probe.LoadSample;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine class must do, shown against answers of its server. */
abstract class InferenceEngineContract {

    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-25T00:00:00Z"));

    Vertx vertx;
    private HttpClientAgent http;
    FakeEngine server;
    EngineProbe probe;
    InferenceEngine engine;

    /** The kind under test. */
    abstract EngineKind kind();

    /** What its server answers. */
    abstract Map<String, Cassette> answers();

    /** The model that its server has. */
    abstract String model();

    /** The model's window, {@code null} where the server does not say. */
    abstract @Nullable Integer windowTokens();

    /** The server's pool, {@code null} where it does not say. */
    abstract @Nullable KvPool pool();

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        http = vertx.createHttpClient();
        server = FakeEngine.start(vertx, answers());
        probe = new EngineProbe(http, server.url(), null, Duration.ofSeconds(5));
        engine = InferenceEngine.of(kind(), CLOCK);
    }

    @AfterEach
    void stop() {
        server.close();
        await(http.close());
        await(vertx.close());
    }

    @Test
    void isFoundOutWithoutBeingTold() {
        var found = await(new EngineDiscovery(CLOCK).discover(probe, EngineKind.AUTO));

        assertThat(found)
                .isInstanceOfSatisfying(
                        Discovery.Found.class,
                        it -> assertThat(it.engine().kind()).isEqualTo(kind()));
    }

    @Test
    void tellsModelWithItsWindow() {
        var facts = discovered();

        assertThat(facts.model(model())).hasValueSatisfying(served -> {
            assertThat(served.windowTokens()).isEqualTo(windowTokens());
            assertThat(served.json()).startsWith("{").contains("\"id\":\"" + model() + "\"");
        });
    }

    @Test
    void tellsPool() {
        assertThat(discovered().pool()).isEqualTo(pool());
    }

    @Test
    void readsLoadAtTheClocksTime() {
        var sample = await(engine.probe(probe, discovered(), null));

        assertThat(sample.at()).isEqualTo(CLOCK.instant());
        assertThat(sample.pressure()).isBetween(0.0, 10.0);
    }

    @Test
    void countsTextOrSaysThatItCannot() {
        var facts = discovered();
        var count = engine.countTokens(probe, new CountRequest.Text(model(), "Name the capital of France."));

        if (facts.capabilities().countsPrompts()) {
            assertThat(await(count)).isEqualTo(6);
        } else {
            assertThatThrownBy(() -> await(count)).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void isNotReadyWhileItsServerLoads() {
        server.answerEverything(Cassette.written(
                503, "{\"error\":{\"message\":\"Loading model\",\"type\":\"unavailable_error\",\"code\":503}}"));

        var outcome = await(new EngineDiscovery(CLOCK).discover(probe, kind()));

        assertThat(outcome).isEqualTo(new Discovery.NotReady("Loading model"));
    }

    @Test
    void isNotFoundWhereEverythingFails() {
        server.answerEverything(Cassette.written(500, "oops"));

        assertThat(await(new EngineDiscovery(CLOCK).discover(probe, EngineKind.AUTO)))
                .isInstanceOf(Discovery.Failed.class);
    }

    @Test
    void isNotFoundWhereAnswersAreNoJson() {
        server.answerEverything(Cassette.written(200, "<html>welcome</html>"));

        assertThat(await(new EngineDiscovery(CLOCK).discover(probe, kind()))).isInstanceOf(Discovery.Failed.class);
    }

    @Test
    void waitsNoLongerThanTheLimitForSilentServer() {
        server.silence("*");
        var hasty = probe.within(Duration.ofMillis(100));

        assertThat(await(new EngineDiscovery(CLOCK).discover(hasty, kind()))).isInstanceOf(Discovery.Failed.class);
        assertThat(engine.probe(hasty, factsOfAnIdleServer(), null)
                        .transform((sample, failure) -> Future.succeededFuture(failure != null)))
                .satisfies(failed -> assertThat(await(failed)).isTrue());
    }

    @Test
    void sendsKeyWithEveryQuestion() {
        var withKey = new EngineProbe(http, server.url(), "secret", Duration.ofSeconds(5));

        await(engine.discover(withKey));
        await(engine.probe(withKey, factsOfAnIdleServer(), null));

        assertThat(server.seen())
                .isNotEmpty()
                .allSatisfy(seen -> assertThat(seen.authorization()).isEqualTo("Bearer secret"));
    }

    EngineFacts discovered() {
        return await(engine.discover(probe));
    }

    LoadSample.Measured measured() {
        return (LoadSample.Measured) await(engine.probe(probe, discovered(), null));
    }

    static EngineFacts factsOfAnIdleServer() {
        return new EngineFacts(
                null,
                List.of(),
                null,
                4,
                new EngineCapabilities(true, true, CachedTokens.ALWAYS, UnknownModel.ANSWERED, true));
    }
}
