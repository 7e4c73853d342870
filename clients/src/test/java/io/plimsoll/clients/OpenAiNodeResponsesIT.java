package io.plimsoll.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@EnabledIfEnvironmentVariable(named = NodeProcess.SDKS, matches = ".+", disabledReason = NodeProcess.MISSING)
class OpenAiNodeResponsesIT extends StainlessSdkContract {

    private NodeProcess application;

    @BeforeAll
    void start() {
        application = NodeProcess.start("openai-responses.mjs");
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
        return Dialect.RESPONSES;
    }

    @Override
    String badRequest() {
        return "BadRequestError";
    }

    @ParameterizedTest
    @MethodSource("engines")
    void streamsEventsByWhichItemsOpenAndClose(EngineKind engine) {
        try (Stage stage = Stage.before(engine)) {
            var events = new NodeSdk(application, stage.gateway()).tell("events", Weather.question("Ghent"));

            assertThat(events.values())
                    .extracting(JsonNode::asString)
                    .containsExactly(
                            "response.created",
                            "response.in_progress",
                            "response.output_item.added",
                            "response.content_part.added",
                            "response.output_text.delta",
                            "response.output_text.done",
                            "response.content_part.done",
                            "response.output_item.done",
                            "response.function_call_arguments.delta",
                            "response.function_call_arguments.done",
                            "response.completed");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void goesOnFromAnEarlierResponse(EngineKind engine) {
        try (Stage stage = Stage.before(engine)) {
            var told = new NodeSdk(application, stage.gateway()).tell("goOn", Weather.question("Ghent"));

            assertThat(told.asString()).isEqualTo(Weather.summary("Ghent"));
        }
    }
}
