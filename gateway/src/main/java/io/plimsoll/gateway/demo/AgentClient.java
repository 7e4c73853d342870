package io.plimsoll.gateway.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks chat completions to a gateway, streaming, as agents do. Blocking; thread-safe. */
final class AgentClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DATA = "data: ";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI completions;

    AgentClient(URI gateway) {
        this.completions = gateway.resolve("/v1/chat/completions");
    }

    /** A turn that got no answer; whether the gateway refused it because it does not fit. */
    static final class NoAnswerException extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean refused;

        NoAnswerException(int status, boolean refused) {
            super("HTTP " + status);
            this.refused = refused;
        }

        boolean refused() {
            return refused;
        }
    }

    AgentAnswer turn(String session, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(completions)
                .header("content-type", "application/json")
                .header("x-session-id", session)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        long sentAt = System.nanoTime();
        HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                boolean refused = header(response, "x-plimsoll-decision").contains("refuse");
                throw new NoAnswerException(response.statusCode(), refused);
            }
            return read(response, lines.iterator(), sentAt);
        }
    }

    private static AgentAnswer read(HttpResponse<?> response, Iterator<String> lines, long sentAt) {
        var text = new StringBuilder();
        List<PartialCall> calls = new ArrayList<>();
        long firstTokenNanos = -1;
        int outputTokens = 0;
        while (lines.hasNext()) {
            Optional<JsonNode> event = event(lines.next());
            if (event.isEmpty()) {
                continue;
            }
            if (firstTokenNanos < 0) {
                firstTokenNanos = System.nanoTime() - sentAt;
            }
            JsonNode delta = event.get().path("choices").path(0).path("delta");
            text.append(delta.path("content").asString(""));
            delta.path("tool_calls").forEach(call -> PartialCall.add(calls, call));
            outputTokens = event.get().path("usage").path("completion_tokens").asInt(outputTokens);
        }
        return new AgentAnswer(
                text.toString(),
                calls.stream().map(PartialCall::whole).toList(),
                firstTokenNanos,
                number(response, "x-plimsoll-client-tokens"),
                number(response, "x-plimsoll-sent-tokens"),
                outputTokens);
    }

    private static Optional<JsonNode> event(String line) {
        return line.startsWith(DATA + "{")
                ? Optional.of(JSON.readTree(line.substring(DATA.length())))
                : Optional.empty();
    }

    /** A tool call whose arguments arrive in pieces. */
    private record PartialCall(String id, String name, StringBuilder arguments) {

        static void add(List<PartialCall> calls, JsonNode piece) {
            JsonNode function = piece.path("function");
            if (piece.path("index").asInt(0) == calls.size()) {
                calls.add(new PartialCall(
                        piece.path("id").asString(""), function.path("name").asString(""), new StringBuilder()));
            }
            calls.getLast().arguments.append(function.path("arguments").asString(""));
        }

        AgentAnswer.Call whole() {
            return new AgentAnswer.Call(id, name, arguments.toString());
        }
    }

    private static int number(HttpResponse<?> response, String name) {
        String value = header(response, name);
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
