package io.plimsoll.gateway.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RequestTranslationTest {

    static Stream<TranslationCase> cases() {
        return TranslationCase.all("requests", ".json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysInChatWordsWhatTheClientSaid(TranslationCase one) throws Exception {
        JsonNode written = one.json();
        JsonNode request = written.get("request");
        if (written.has("refused")) {
            assertThatThrownBy(() -> one.translate(request))
                    .isInstanceOf(UntranslatableException.class)
                    .hasMessage(written.get("refused").asString());
            return;
        }

        byte[] chat = one.translate(request).body();

        assertThat(TranslationCase.JSON.readTree(chat).toPrettyString())
                .isEqualTo(written.get("chat").toPrettyString());
        assertThat(one.translate(request).body()).as("the same again").isEqualTo(chat);
    }

    @Test
    void keepsTheSpellingOfWhatItCopiesFromMessages() throws Exception {
        String chat = translate("messages", """
                {"model": "m\\u0065", "max_tokens": 1e2,
                 "messages": [
                  {"role": "user", "content": "caf\\u00e9 \\ud83d and \\/"},
                  {"role": "assistant", "content": [
                   {"type": "tool_use", "id": "t", "name": "f", "input": {"b": 1.0, "a" : 1e400, "c": "\\u0041\\n"}}]},
                  {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": "\\ud83d"}]}],
                 "tools": [{"name": "f", "description": "\\u00e9", "input_schema": {"z": 1, "a": 10000000000000000000000}}],
                 "seed": 0.10, "vllm_xargs": {"y": 1, "x": 2.50}}""");

        assertThat(chat)
                .contains("\"model\":\"m\\u0065\"")
                .contains("\"max_tokens\":1e2")
                .contains("\"content\":\"caf\\u00e9 \\ud83d and \\/\"")
                .contains("\"arguments\":\"{\\\"b\\\": 1.0, \\\"a\\\" : 1e400, \\\"c\\\": \\\"\\\\u0041\\\\n\\\"}\"")
                .contains("\"content\":\"\\ud83d\"")
                .contains("\"description\":\"\\u00e9\",\"parameters\":{\"z\": 1, \"a\": 10000000000000000000000}")
                .contains("\"seed\":0.10")
                .endsWith("\"vllm_xargs\":{\"y\": 1, \"x\": 2.50}}");
    }

    @Test
    void keepsTheSpellingOfWhatItCopiesFromResponses() throws Exception {
        String chat = translate("responses", """
                {"model": "m", "max_output_tokens": 1e2, "input": [
                  {"role": "user", "content": [{"type": "input_text", "text": "caf\\u00e9 \\ud83d"}]},
                  {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{\\"a\\" : 1.0, \\"b\\": \\"\\u00e9\\"}"},
                  {"type": "function_call_output", "call_id": "c", "output": "\\u0041"}],
                 "tools": [{"type": "function", "name": "f", "parameters": {"z": 1.50}}]}""");

        assertThat(chat)
                .contains("\"max_tokens\":1e2")
                .contains("\"content\":\"caf\\u00e9 \\ud83d\"")
                .contains("\"arguments\":\"{\\\"a\\\" : 1.0, \\\"b\\\": \\\"\\u00e9\\\"}\"")
                .contains("\"content\":\"\\u0041\"")
                .contains("\"parameters\":{\"z\": 1.50}");
    }

    @Test
    void ofFieldsWithOneNameTheLastCountsAndIsSentOnce() throws Exception {
        String chat = translate(
                "messages",
                "{\"model\":\"a\",\"stop\":[\"x\"],\"messages\":[],\"stop_sequences\":[\"y\"],\"min_p\":1,\"min_p\":2,\"model\":\"b\"}");

        assertThat(chat).isEqualTo("{\"model\":\"b\",\"messages\":[],\"stop\":[\"y\"],\"min_p\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "\"x\"", "{\"messages\":", "{\"model\":\"m\",\"messages\":{}}"})
    void refusesWhatIsNoRequest(String body) {
        for (String pair : TranslationCase.PAIRS) {
            assertThatThrownBy(() -> translate(pair, body)).isInstanceOf(UntranslatableException.class);
        }
    }

    @Test
    void goesWhereChatIsSpoken() {
        assertThat(TranslationCase.PAIRS)
                .allSatisfy(pair -> assertThat(TranslationCase.translation(pair).enginePath())
                        .isEqualTo("/v1/chat/completions"));
        assertThat(new Translations().overChat("/v1/chat/completions")).isEmpty();
        assertThat(new Translations().overChat("/v1/messages/count_tokens")).isEmpty();
    }

    private static String translate(String pair, String body) throws UntranslatableException {
        return new String(
                TranslationCase.translation(pair)
                        .translate(body.getBytes(StandardCharsets.UTF_8))
                        .body(),
                StandardCharsets.UTF_8);
    }
}
