package io.plimsoll.gateway.replay;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Sends turns to a gateway as an agent does, and asks it afterwards where the line was. Blocking. */
public final class TurnClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;

    /** A client of what listens at {@code gateway}, be it Plimsoll, an engine or another proxy. */
    public TurnClient(URI gateway) {
        this.gateway = gateway;
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param told what the gateway's headers say
     * @param usage what the engine counted; all 0 where there was no answer
     */
    public record TurnAnswer(int status, Told told, Usage usage) {}

    /**
     * The gateway's headers.
     *
     * @param session its name for the session, empty where it says none
     * @param clientTokens tokens of the request as it came; 0 where it says none
     * @param decision what it did, empty where it says nothing
     */
    public record Told(String session, int clientTokens, String decision) {}

    /**
     * The engine's counts.
     *
     * @param promptTokens the prompt's
     * @param cachedTokens of them, those that were in the cache
     */
    public record Usage(int promptTokens, int cachedTokens) {}

    /** Sends a request of chat completions, and waits for the whole answer, whatever its status. */
    public TurnAnswer send(String session, JsonNode body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
                .header("content-type", "application/json")
                .header("x-session-id", session)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode usage = parsed(answer.body()).path("usage");
        return new TurnAnswer(
                answer.statusCode(),
                new Told(
                        header(answer, "x-plimsoll-session"),
                        Integer.parseInt("0" + header(answer, "x-plimsoll-client-tokens")),
                        header(answer, "x-plimsoll-decision")),
                new Usage(
                        usage.path("prompt_tokens").asInt(0),
                        usage.path("prompt_tokens_details")
                                .path("cached_tokens")
                                .asInt(0)));
    }

    /** The load line of a session's latest turn, or null where nothing limited it or no such session is known. */
    @Nullable
    Integer line(String session) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        gateway.resolve("/plimsoll/sessions/" + URLEncoder.encode(session, StandardCharsets.UTF_8)))
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode line = parsed(answer.body()).path("lanes").path(0).path("lineTokens");
        return line.isNumber() ? line.intValue() : null;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
