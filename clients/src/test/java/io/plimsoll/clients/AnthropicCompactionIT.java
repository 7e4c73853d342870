package io.plimsoll.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.helpers.BetaMessageAccumulator;
import com.anthropic.models.beta.messages.BetaCompact20260112Edit;
import com.anthropic.models.beta.messages.BetaContextManagementConfig;
import com.anthropic.models.beta.messages.BetaInputTokensTrigger;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.beta.messages.BetaStopReason;
import com.anthropic.models.beta.messages.MessageCreateParams;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** anthropic-java has its history compacted, takes the block that it gets, and hands it back. */
class AnthropicCompactionIT {

    private static final int TRIGGER = 1_000;
    private static final String QUESTION = "How are you?";

    @ParameterizedTest
    @EnumSource
    void goesOnFromTheBlockAtTheHeadOfAStream(EngineKind engine) {
        try (Stage stage = Stage.before(engine);
                AnthropicJava sdk = new AnthropicJava(stage.gateway())) {
            MessageCreateParams.Builder request = request(false);

            BetaMessage answer = streamed(sdk, request);

            assertThat(answer.stopReason()).contains(BetaStopReason.END_TURN);
            assertThat(answer.content()).hasSize(2);
            assertThat(note(answer)).contains(QUESTION);
            assertThat(answer.content().getLast().asText().text()).isEqualTo(WeatherModel.SMALL_TALK);

            BetaMessage next = sdk.client()
                    .beta()
                    .messages()
                    .create(request.addMessage(answer)
                            .addUserMessage("And now?")
                            .build());
            assertThat(next.content()).hasSize(1);
            assertThat(stage.model().promptTokens()).isLessThan(TRIGGER);
        }
    }

    @ParameterizedTest
    @EnumSource
    void pausesForTheBlockAndIsAnsweredOnceItHandsItBack(EngineKind engine) {
        try (Stage stage = Stage.before(engine);
                AnthropicJava sdk = new AnthropicJava(stage.gateway())) {
            MessageCreateParams.Builder request = request(true);

            BetaMessage whole = sdk.client().beta().messages().create(request.build());
            BetaMessage streamed = streamed(sdk, request);

            assertThat(stage.door().asked()).isEmpty();
            assertThat(whole.stopReason()).contains(BetaStopReason.COMPACTION);
            assertThat(streamed.stopReason()).contains(BetaStopReason.COMPACTION);
            assertThat(note(streamed)).contains(QUESTION).isEqualTo(note(whole));
            assertThat(streamed.usage().inputTokens())
                    .isGreaterThan(TRIGGER)
                    .isEqualTo(whole.usage().inputTokens());
            assertThat(streamed.usage().outputTokens()).isZero();

            BetaMessage next = streamed(sdk, request.addMessage(streamed));
            assertThat(next.stopReason()).contains(BetaStopReason.END_TURN);
            assertThat(stage.model().promptTokens()).isLessThan(TRIGGER);
        }
    }

    private static MessageCreateParams.Builder request(boolean pauses) {
        var compaction = BetaCompact20260112Edit.builder()
                .trigger(BetaInputTokensTrigger.builder().value(TRIGGER).build())
                .pauseAfterCompaction(pauses)
                .build();
        return MessageCreateParams.builder()
                .model(Stage.MODEL)
                .maxTokens(100)
                .addBeta("compact-2026-01-12")
                .contextManagement(BetaContextManagementConfig.builder()
                        .addEdit(compaction)
                        .build())
                .addUserMessage("Remember this: " + "a red fox, ".repeat(500))
                .addAssistantMessage("I do.")
                .addUserMessage(QUESTION);
    }

    private static BetaMessage streamed(AnthropicJava sdk, MessageCreateParams.Builder request) {
        var accumulator = BetaMessageAccumulator.create();
        try (var stream = sdk.client().beta().messages().createStreaming(request.build())) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private static String note(BetaMessage answer) {
        return answer.content().getFirst().asCompaction().content().orElseThrow();
    }
}
