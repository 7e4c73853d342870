package io.plimsoll.bench.tokens;

import io.plimsoll.bench.BenchFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks an engine how many tokens a chat request has, by vLLM's {@code POST /tokenize}. */
final class TokenizeClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    /** @param base the engine's URL, without {@code /v1} */
    TokenizeClient(URI base) {
        this.base = base;
    }

    /** The name of the first model that the engine lists. */
    String model() throws InterruptedException {
        JsonNode page = send(HttpRequest.newBuilder(base.resolve("/v1/models")).build());
        String id = page.path("data").path(0).path("id").asString("");
        if (id.isEmpty()) {
            throw new BenchFailure(base + " lists no model at /v1/models");
        }
        return id;
    }

    /** The engine's count of a request with {@code model}, {@code messages} and maybe {@code tools}. */
    int count(JsonNode request) throws InterruptedException {
        JsonNode page = send(HttpRequest.newBuilder(base.resolve("/tokenize"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
                .build());
        int count = page.path("count").asInt(0);
        if (count <= 0) {
            throw new BenchFailure(base + "/tokenize answered without a count");
        }
        return count;
    }

    private JsonNode send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new BenchFailure(request.uri() + " answered with status " + answer.statusCode()
                        + " (expected: an engine with vLLM's /v1/models and /tokenize)");
            }
            return JSON.readTree(answer.body());
        } catch (IOException unreachable) {
            throw new BenchFailure(request.uri() + " cannot be reached: "
                    + unreachable.getClass().getSimpleName());
        } catch (JacksonException notJson) {
            throw new BenchFailure(request.uri() + " did not answer in JSON");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
