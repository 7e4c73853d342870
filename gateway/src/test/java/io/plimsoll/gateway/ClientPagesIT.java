package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients ask before they send a prompt: how long it is, and how long it may be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(90)
class ClientPagesIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String COUNT = "/v1/messages/count_tokens";
    private static final String PROMPT = "{\"model\":\"%s\",\"system\":\"Be brief.\",\"messages\":["
            + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"How long is this, in tokens?\"}]}],"
            + "\"tools\":[{\"name\":\"read\",\"description\":\"reads\",\"input_schema\":{\"type\":\"object\"}}]}";

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final RunningGateway gateway =
            RunningGateway.before("policies: [{name: p, context: {cap: 2000, client-window: 1m}}]", engine.port());

    @AfterEach
    void nothingStaysReserved() {
        gateway.assertNothingReserved();
    }

    @AfterAll
    void stop() {
        gateway.close();
        engine.close();
    }

    @Test
    void countsWithTheModelsOwnTokenizerWithoutAskingTheEngine() {
        int before = engine.promptCount();

        HttpResponse<String> counted = gateway.post(COUNT + "?beta=true", PROMPT.formatted("m"));

        assertThat(counted.statusCode()).isEqualTo(200);
        assertThat(engine.promptCount()).isEqualTo(before);
        HttpResponse<String> sent = gateway.post("/v1/messages", PROMPT.formatted("m"));
        assertThat(JSON.readTree(counted.body()).path("input_tokens").asString())
                .isEqualTo(sent.headers().firstValue("x-plimsoll-client-tokens").orElseThrow());
    }

    @Test
    void asksTheEngineForItsCountWhereTheTokenizerIsNotNamed() {
        engine.script(exchange -> exchange.answer(200, "application/json", "{\"input_tokens\":77}"));

        assertThat(gateway.post(COUNT, PROMPT.formatted("other")).body()).isEqualTo("{\"input_tokens\":77}");
        assertThat(engine.lastPrompt().requestLine()).startsWith("POST /v1/messages/count_tokens ");
    }

    @Test
    void countsAsWellAsItCanWhereTheEngineCannot() {
        engine.script(exchange -> exchange.answer(404, "application/json", "{\"detail\":\"Not Found\"}"));

        HttpResponse<String> counted = gateway.post(COUNT, PROMPT.formatted("other"));

        assertThat(counted.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(counted.body()).path("input_tokens").asInt(0)).isBetween(100, 200);
    }

    @Test
    void countsAResponsesInputToo() {
        String body = "{\"model\":\"m\",\"instructions\":\"Be brief.\",\"input\":\"How long is this?\"}";

        JsonNode counted =
                JSON.readTree(gateway.post("/v1/responses/input_tokens", body).body());

        assertThat(counted.path("object").asString()).isEqualTo("response.input_tokens");
        HttpResponse<String> sent = gateway.post("/v1/responses", body);
        assertThat(counted.path("input_tokens").asString())
                .isEqualTo(sent.headers().firstValue("x-plimsoll-client-tokens").orElseThrow());
    }

    @Test
    void saysInTheDialectWhatIsWrongWithARequestToCount() {
        HttpResponse<String> refused = gateway.post(COUNT, "{\"model\":\"m\",\"messages\":7}");

        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode body = JSON.readTree(refused.body());
        assertThat(body.path("type").asString()).isEqualTo("error");
        assertThat(body.at("/error/message").asString()).isEqualTo("messages: a number (expected: an array)");
    }

    @Test
    void tellsClientsTheWindowThatThePolicyWantsThemToPlanBy() {
        JsonNode model = JSON.readTree(gateway.get("/v1/models").body()).at("/data/0");

        assertThat(model.path("max_model_len").asInt(0)).isEqualTo(1 << 20);
        assertThat(model.path("context_length").asInt(0)).isEqualTo(1 << 20);
        assertThat(model.path("max_input_tokens").asInt(0)).isEqualTo(1 << 20);
    }

    @Test
    void listsModelsInAnthropicsShapeForItsClients() {
        JsonNode page = JSON.readTree(
                gateway.get("/v1/models", "anthropic-version", "2023-06-01").body());

        assertThat(page.path("first_id").asString()).isEqualTo("m");
        assertThat(page.path("has_more").asBoolean(true)).isFalse();
        assertThat(page.at("/data/0/type").asString()).isEqualTo("model");
        assertThat(page.at("/data/0/max_input_tokens").asInt(0)).isEqualTo(1 << 20);
    }

    @Test
    void showsOneModelAndRefusesOneThatNobodyServes() {
        assertThat(JSON.readTree(gateway.get("/v1/models/m").body()).path("id").asString())
                .isEqualTo("m");
        HttpResponse<String> unknown = gateway.get("/v1/models/nobody", "anthropic-version", "2023-06-01");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(unknown.body()).at("/error/type").asString()).isEqualTo("not_found_error");
    }
}
