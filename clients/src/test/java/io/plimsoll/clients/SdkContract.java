package io.plimsoll.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.clients.Sdk.Call;
import io.plimsoll.clients.Sdk.Ending;
import io.plimsoll.clients.Sdk.Failed;
import io.plimsoll.clients.Sdk.Told;
import io.plimsoll.clients.Sdk.Usage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every SDK has to get from a gateway, whatever dialect it speaks and whatever dialects the engine does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class SdkContract {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The SDK with its usual settings, before the gateway at {@code address}. */
    abstract Sdk sdk(URI address);

    abstract Dialect dialect();

    /** The simple name of the class that the SDK throws for 400. */
    abstract String badRequest();

    /** The engines that answer this dialect in ways that differ. */
    final Stream<EngineKind> engines() {
        return switch (dialect()) {
            case CHAT -> Stream.of(EngineKind.EVERY_DIALECT);
            case MESSAGES, RESPONSES -> Stream.of(EngineKind.values());
        };
    }

    @ParameterizedTest
    @MethodSource("engines")
    void streamsAnswersAndCallsTools(EngineKind engine) {
        try (Stage stage = Stage.before(engine);
                Sdk sdk = sdk(stage.gateway())) {

            Told told = told(sdk.ask(Weather.question("Ghent", "Oslo")));

            assertThat(told.calls())
                    .containsExactly(
                            Call.of(Weather.TOOL, Weather.arguments("Ghent")),
                            Call.of(Weather.TOOL, Weather.arguments("Oslo")));
            assertThat(told.text()).isEqualTo(Weather.summary("Ghent", "Oslo"));
            assertThat(told.pieces()).isGreaterThan(10);
            assertThat(stage.door().asked()).containsExactlyElementsOf(expectedPaths(engine));
        }
    }

    /** An engine that knows no other dialect is asked in its own once, and then in chat completions. */
    private List<String> expectedPaths(EngineKind engine) {
        String own = dialect().path();
        String chat = Dialect.CHAT.path();
        return engine == EngineKind.CHAT_ALONE ? List.of(own, chat, chat) : List.of(own, own);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void tellsTheTokensThatTheEngineCounted(EngineKind engine) {
        try (Stage stage = Stage.before(engine);
                Sdk sdk = sdk(stage.gateway())) {

            Usage usage = told(sdk.ask(Weather.question("Ghent"))).usage();

            assertThat(usage.input()).isEqualTo(stage.model().promptTokens());
            assertThat(usage.output()).isEqualTo(WeatherModel.answerTokens());
            // The first prompt is the beginning of the second, in whole blocks of 16.
            assertThat(usage.cached())
                    .isPositive()
                    .isLessThan(usage.input())
                    .satisfies(tokens -> assertThat(tokens % 16).isZero());
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void throwsTheErrorThatSaysTheContextIsTooLong(EngineKind engine) {
        try (Stage stage = Stage.before(engine);
                Sdk sdk = sdk(stage.gateway())) {

            Failed failed = failed(sdk.ask("Never mind: " + "lorem ipsum dolor ".repeat(Stage.WINDOW)));

            assertThat(failed.type()).isEqualTo(badRequest());
            assertThat(failed.status()).isEqualTo(400);
            assertThat(failed.message()).containsPattern(tooLong("\\d+"));
            assertThat(stage.door().asked()).isEmpty();
        }
    }

    @Test
    void throwsTheErrorOfAnEngineForWhichTheContextIsTooLong() {
        try (Stage stage = Stage.before(EngineKind.EVERY_DIALECT);
                Sdk sdk = sdk(stage.gateway())) {
            stage.door()
                    .refuse(new EngineDoor.Refusal(
                            400,
                            Map.of(),
                            "{\"error\":{\"message\":\"This model's maximum context length is 8192 tokens. However, you"
                                    + " requested 9000 tokens (8000 in the messages, 1000 in the completion). Please reduce"
                                    + " the length of the messages or completion.\",\"type\":\"BadRequestError\","
                                    + "\"param\":null,\"code\":400}}"));

            Failed failed = failed(sdk.ask("How are you?"));

            assertThat(failed.type()).isEqualTo(badRequest());
            assertThat(failed.status()).isEqualTo(400);
            assertThat(failed.message()).containsPattern(tooLong("8192"));
            assertThat(stage.door().asked()).hasSize(1);
        }
    }

    /** The words by which clients of the dialect know that they have to shorten their history. */
    private String tooLong(String limit) {
        return switch (dialect()) {
            case CHAT, RESPONSES ->
                "maximum context length is " + limit + " tokens. However, you requested \\d+ tokens";
            case MESSAGES -> "prompt is too long: \\d+ tokens > " + limit + " maximum";
        };
    }

    @ParameterizedTest
    @MethodSource("engines")
    void leavingAStreamEndsItAtTheEngine(EngineKind engine) {
        try (Stage stage = Stage.beforeSlow(engine);
                Sdk sdk = sdk(stage.gateway())) {

            sdk.askAndLeave(WeatherModel.LONG_QUESTION);

            long end = System.nanoTime() + PATIENCE.toNanos();
            while (stage.cancelled() == 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(stage.cancelled()).isEqualTo(1);
        }
    }

    static Told told(Ending ending) {
        assertThat(ending).isInstanceOf(Told.class);
        return (Told) ending;
    }

    static Failed failed(Ending ending) {
        assertThat(ending).isInstanceOf(Failed.class);
        return (Failed) ending;
    }
}
