package io.plimsoll.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.models.ModelInfo;
import java.net.URI;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnthropicJavaIT extends StainlessSdkContract {

    @Override
    Sdk sdk(URI address) {
        return new AnthropicJava(address);
    }

    @Override
    Dialect dialect() {
        return Dialect.MESSAGES;
    }

    @Override
    String badRequest() {
        return "BadRequestException";
    }

    @ParameterizedTest
    @MethodSource("engines")
    void takesAWholeAnswer(EngineKind engine) {
        try (Stage stage = Stage.before(engine);
                AnthropicJava sdk = new AnthropicJava(stage.gateway())) {

            Message answer = sdk.client()
                    .messages()
                    .create(AnthropicJava.request(Weather.question("Ghent")).build());

            assertThat(answer.stopReason()).contains(StopReason.TOOL_USE);
            assertThat(answer.content()).hasSize(2);
            assertThat(answer.content().getLast().asToolUse().name()).isEqualTo(Weather.TOOL);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void countsTokensBeforeItAsks(EngineKind engine) {
        try (Stage stage = Stage.before(engine);
                AnthropicJava sdk = new AnthropicJava(stage.gateway())) {
            String question = "How are you?";

            long counted = sdk.client()
                    .messages()
                    .countTokens(MessageCountTokensParams.builder()
                            .model(Stage.MODEL)
                            .addTool(AnthropicJava.tool())
                            .addUserMessage(question)
                            .build())
                    .inputTokens();
            sdk.ask(question);

            assertThat(counted).isCloseTo(stage.model().promptTokens(), tolerance(engine));
        }
    }

    /** An engine that cannot count leaves it to the gateway, which does not know its tokenizer. */
    static Percentage tolerance(EngineKind engine) {
        return Percentage.withPercentage(
                switch (engine) {
                    case EVERY_DIALECT -> 0;
                    case CHAT_ALONE -> 25;
                });
    }

    @Test
    void listsModels() {
        try (Stage stage = Stage.before(EngineKind.EVERY_DIALECT);
                AnthropicJava sdk = new AnthropicJava(stage.gateway())) {
            var models = sdk.client().models();

            assertThat(models.list().autoPager().stream().map(ModelInfo::id)).containsExactly(Stage.MODEL);
            assertThat(models.retrieve(Stage.MODEL).maxInputTokens()).contains((long) Stage.WINDOW);
        }
    }
}
