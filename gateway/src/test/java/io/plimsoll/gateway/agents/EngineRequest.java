package io.plimsoll.gateway.agents;

import io.plimsoll.gateway.http.FakeBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A prompt that reached the engine.
 *
 * @param dialect how it was put
 * @param exchange its head as it came, and how it ended
 * @param body all that it said
 * @param shape what the engine makes of it
 */
record EngineRequest(EngineDialect dialect, FakeBackend.Exchange exchange, JsonNode body, PromptShape shape) {

    static EngineRequest read(EngineDialect dialect, FakeBackend.Exchange exchange) throws IOException {
        JsonNode body = JsonMapper.shared().readTree(new String(exchange.body(), StandardCharsets.UTF_8));
        return new EngineRequest(dialect, exchange, body, dialect.read(body));
    }

    Optional<String> header(String name) {
        return exchange.header(name);
    }

    boolean offers(String tool) {
        return shape.tools().contains(tool);
    }
}
