package io.plimsoll.backends.engine;

import static io.plimsoll.backends.FakeEngine.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.Cassette;
import io.plimsoll.backends.FakeEngine;
import io.plimsoll.backends.discovery.Discovery;
import io.plimsoll.backends.discovery.EngineDiscovery;
import io.plimsoll.backends.resilience.BackendFailure;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenAiEngineContractIT extends InferenceEngineContract {

    @Override
    EngineKind kind() {
        return EngineKind.OPENAI;
    }

    @Override
    Map<String, Cassette> answers() {
        return Map.of(
                "GET /v1/models",
                Cassette.written(
                        200,
                        "{\"object\":\"list\",\"data\":[{\"id\":\"some-model\",\"object\":\"model\",\"owned_by\":\"library\"}]}"));
    }

    @Override
    String model() {
        return "some-model";
    }

    @Override
    @Nullable
    Integer windowTokens() {
        return null;
    }

    @Override
    @Nullable
    KvPool pool() {
        return null;
    }

    @Test
    void servesAnythingWithoutListOfModels() {
        server.answer("GET /v1/models", Cassette.written(404, ""));

        var found = (Discovery.Found) await(new EngineDiscovery(CLOCK).discover(probe, EngineKind.AUTO));

        assertThat(found.engine().kind()).isEqualTo(EngineKind.OPENAI);
        assertThat(found.facts().models()).isEmpty();
    }

    @Test
    void refusedKeyIsNoServerToWaitFor() {
        server.answer("GET /v1/models", Cassette.written(401, "{}"));

        assertThat(await(new EngineDiscovery(CLOCK).discover(probe, EngineKind.AUTO)))
                .isEqualTo(new Discovery.Failed(BackendFailure.SERVER_ERROR, "/v1/models: status 401 (expected: 2xx)"));
    }

    @Test
    void closedPortIsRefusal() {
        server.close();
        try {
            assertThat(await(new EngineDiscovery(CLOCK).discover(probe, EngineKind.AUTO)))
                    .isInstanceOfSatisfying(
                            Discovery.Failed.class,
                            failed -> assertThat(failed.failure()).isEqualTo(BackendFailure.CONNECT_REFUSED));
        } finally {
            server = FakeEngine.start(vertx, Map.of());
        }
    }
}
