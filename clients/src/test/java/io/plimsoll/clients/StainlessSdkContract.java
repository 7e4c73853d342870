package io.plimsoll.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.clients.Sdk.Failed;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vendors' own SDKs, and what is built over them: one generator makes them, and they share its rule for retries. */
abstract class StainlessSdkContract extends RetryingSdkContract {

    @Test
    void doesNotAskAgainWhenToldNotTo() {
        try (Stage stage = Stage.before(EngineKind.EVERY_DIALECT);
                Sdk sdk = sdk(stage.gateway())) {
            stage.door().refuse(busy(429, Map.of("x-should-retry", "false")));

            Failed failed = failed(sdk.ask("How are you?"));

            assertThat(failed.status()).isEqualTo(429);
            assertThat(failed.message()).contains("Too busy.");
            assertThat(stage.door().asked()).hasSize(1);
        }
    }
}
