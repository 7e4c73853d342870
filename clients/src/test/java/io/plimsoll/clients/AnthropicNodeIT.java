package io.plimsoll.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@EnabledIfEnvironmentVariable(named = NodeProcess.SDKS, matches = ".+", disabledReason = NodeProcess.MISSING)
class AnthropicNodeIT extends StainlessSdkContract {

    private NodeProcess application;

    @BeforeAll
    void start() {
        application = NodeProcess.start("anthropic.mjs");
    }

    @AfterAll
    void end() {
        application.close();
    }

    @Override
    Sdk sdk(URI address) {
        return new NodeSdk(application, address);
    }

    @Override
    Dialect dialect() {
        return Dialect.MESSAGES;
    }

    @Override
    String badRequest() {
        return "BadRequestError";
    }

    @ParameterizedTest
    @MethodSource("engines")
    void countsTokensBeforeItAsks(EngineKind engine) {
        try (Stage stage = Stage.before(engine)) {
            var sdk = new NodeSdk(application, stage.gateway());
            String question = "How are you?";

            int counted = sdk.tell("countTokens", question).intValue();
            sdk.ask(question);

            assertThat(counted).isCloseTo(stage.model().promptTokens(), AnthropicJavaIT.tolerance(engine));
        }
    }

    @Test
    void listsModels() {
        try (Stage stage = Stage.before(EngineKind.EVERY_DIALECT)) {
            var models = new NodeSdk(application, stage.gateway()).tell("models", "");

            assertThat(models.values()).extracting(JsonNode::asString).containsExactly(Stage.MODEL);
        }
    }
}
