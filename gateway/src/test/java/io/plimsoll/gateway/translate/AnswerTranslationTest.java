package io.plimsoll.gateway.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.plimsoll.gateway.translate.Translation.Translated;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class AnswerTranslationTest {

    static Stream<TranslationCase> cases() {
        return TranslationCase.all("answers", ".json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysInTheClientsWordsWhatTheEngineSaid(TranslationCase one) throws Exception {
        JsonNode written = one.json();
        JsonNode engine = written.get("engine");
        JsonNode client = written.get("client");
        JsonNode request = written.has("request") ? written.get("request") : TranslationCase.smallRequest(one.pair());

        Answer answer = TranslationCase.rewritten(
                one.translate(request), engine.get("status").asInt(), headers(engine), bytes(engine.get("body")));

        assertThat(answer.status()).isEqualTo(client.get("status").asInt());
        assertThat(answer.headers().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .isEqualTo(strings(client.get("headers")));
        assertThat(shown(answer.body())).isEqualTo(shown(bytes(client.get("body"))));
    }

    @Test
    void takesNothingFromTheEngineThatDescribesItsOwnBytes() throws Exception {
        Translated translated =
                TranslationCase.translation("messages").translate("{\"messages\":[]}".getBytes(StandardCharsets.UTF_8));
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Content-Type", "application/json; charset=utf-8")
                .add("Content-Encoding", "identity")
                .add("ETag", "\"1\"")
                .add("x-request-id", "r")
                .add("set-cookie", "a=1")
                .add("set-cookie", "b=2");

        Answer answer = TranslationCase.rewritten(
                translated, 200, headers, "{\"choices\":[]}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.headers())
                .extracting(header -> header.getKey() + ": " + header.getValue())
                .containsExactly(
                        "content-type: application/json", "x-request-id: r", "set-cookie: a=1", "set-cookie: b=2");
    }

    @Test
    void namesAnAnswerThatTheEngineDidNotName() throws Exception {
        byte[] nameless =
                "{\"id\":\"\",\"choices\":[{\"message\":{\"content\":\"x\"}}]}".getBytes(StandardCharsets.UTF_8);
        Translated translated = TranslationCase.translation("responses")
                .translate("{\"input\":\"Hi\"}".getBytes(StandardCharsets.UTF_8));

        JsonNode first = body(TranslationCase.rewritten(translated, 200, MultiMap.caseInsensitiveMultiMap(), nameless));
        JsonNode second =
                body(TranslationCase.rewritten(translated, 200, MultiMap.caseInsensitiveMultiMap(), nameless));

        assertThat(first.path("id").asString()).matches("resp_[0-9a-f]{32}");
        assertThat(second.path("id")).isNotEqualTo(first.path("id"));
    }

    @Test
    void keepsHalfACharacterInArgumentsAsAnEscape() throws Exception {
        byte[] half =
                ("{\"choices\":[{\"message\":{\"content\":\"\\ud83d\",\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"f\","
                                + "\"arguments\":\"{\\\"a\\\":\\\"\\ud83d \\ud83d\\ude00\\\"}\"}}]}}]}")
                        .getBytes(StandardCharsets.UTF_8);
        Translated translated =
                TranslationCase.translation("messages").translate("{\"messages\":[]}".getBytes(StandardCharsets.UTF_8));

        Answer answer = TranslationCase.rewritten(translated, 200, MultiMap.caseInsensitiveMultiMap(), half);

        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("{\"a\":\"\\ud83d \ud83d\ude00\"}");
        assertThat(body(answer).at("/content/0/text").asString()).isEqualTo("\ud83d");
    }

    @Test
    void anAnswerThatLeadsElsewhereIsTheEnginesFailure() throws Exception {
        Translated translated =
                TranslationCase.translation("messages").translate("{\"messages\":[]}".getBytes(StandardCharsets.UTF_8));

        assertThat(TranslationCase.rewritten(translated, 307, MultiMap.caseInsensitiveMultiMap(), new byte[0])
                        .status())
                .isEqualTo(502);
    }

    private static JsonNode body(Answer answer) {
        return TranslationCase.JSON.readTree(answer.body());
    }

    private static MultiMap headers(JsonNode engine) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("content-type", "application/json");
        strings(engine.path("headers")).forEach(headers::add);
        return headers;
    }

    private static Map<String, String> strings(JsonNode node) {
        Map<String, String> strings = new TreeMap<>();
        node.properties()
                .forEach(field -> strings.put(field.getKey(), field.getValue().asString()));
        return strings;
    }

    private static byte[] bytes(JsonNode body) {
        return body.isString()
                ? body.asString().getBytes(StandardCharsets.UTF_8)
                : TranslationCase.JSON.writeValueAsBytes(body);
    }

    private static String shown(byte[] body) {
        return body.length > 0 && body[0] == '{'
                ? TranslationCase.JSON.readTree(body).toPrettyString()
                : new String(body, StandardCharsets.UTF_8);
    }
}
