package io.plimsoll.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.clients.Sdk.Told;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SDKs that ask again when an engine is busy. */
abstract class RetryingSdkContract extends SdkContract {

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 529})
    void asksAgainWhenTheEngineIsBusyAndGetsItsAnswer(int status) {
        try (Stage stage = Stage.before(EngineKind.EVERY_DIALECT);
                Sdk sdk = sdk(stage.gateway())) {
            stage.door().refuse(busy(status, Map.of("retry-after", "1")));

            Told told = told(sdk.ask("How are you?"));

            assertThat(told.text()).isEqualTo(WeatherModel.SMALL_TALK);
            assertThat(stage.door().asked()).hasSize(2);
        }
    }

    static EngineDoor.Refusal busy(int status, Map<String, String> headers) {
        return new EngineDoor.Refusal(
                status,
                headers,
                "{\"error\":{\"message\":\"Too busy.\",\"type\":\"Busy\",\"param\":null,\"code\":" + status + "}}");
    }
}
