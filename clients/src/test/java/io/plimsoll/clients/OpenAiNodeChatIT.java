package io.plimsoll.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import tools.jackson.databind.JsonNode;

@EnabledIfEnvironmentVariable(named = NodeProcess.SDKS, matches = ".+", disabledReason = NodeProcess.MISSING)
class OpenAiNodeChatIT extends StainlessSdkContract {

    private NodeProcess application;

    @BeforeAll
    void start() {
        application = NodeProcess.start("openai-chat.mjs");
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
        return Dialect.CHAT;
    }

    @Override
    String badRequest() {
        return "BadRequestError";
    }

    @Test
    void listsModels() {
        try (Stage stage = Stage.before(EngineKind.EVERY_DIALECT)) {
            var models = new NodeSdk(application, stage.gateway()).tell("models", "");

            assertThat(models.values()).extracting(JsonNode::asString).containsExactly(Stage.MODEL);
        }
    }
}
