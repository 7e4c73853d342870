package io.plimsoll.gateway.agents;

import io.plimsoll.gateway.http.FakeBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A prompt that reached the engine.
 *
 * @param dialect how it was put
 * @param headerLines its headers as they came
 * @param body all that it said
 * @param shape what the engine makes of it
 * @param awaitGone waits until the other side has left
 */
record EngineRequest(
        EngineDialect dialect, List<String> headerLines, JsonNode body, PromptShape shape, Runnable awaitGone) {

    static EngineRequest of(EngineDialect dialect, List<String> headerLines, String body, Runnable awaitGone) {
        JsonNode json = JsonMapper.shared().readTree(body);
        return new EngineRequest(dialect, headerLines, json, dialect.read(json), awaitGone);
    }

    static EngineRequest read(EngineDialect dialect, FakeBackend.Exchange exchange) throws IOException {
        String body = new String(exchange.body(), StandardCharsets.UTF_8);
        return of(dialect, exchange.headerLines(), body, exchange::awaitGone);
    }

    Optional<String> header(String name) {
        return headerLines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    boolean offers(String tool) {
        return shape.tools().contains(tool);
    }
}
