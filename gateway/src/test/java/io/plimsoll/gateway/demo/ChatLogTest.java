package io.plimsoll.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatLogTest {

    private final ChatLog log = new ChatLog("m", "mend the \"hull\"");

    private static AgentAnswer answer() {
        return new AgentAnswer(
                "I look.", List.of(new AgentAnswer.Call("c1", "grep", "{\"target\":\"a\"}")), 0, 0, 0, 0);
    }

    @Test
    void writesARequestOfChatCompletions() {
        log.answered(answer());
        log.result("c1", "a:1: hull");

        JsonNode request = JsonMapper.shared().readTree(log.request());

        assertThat(request.path("stream").asBoolean()).isTrue();
        assertThat(request.path("tools").size()).isEqualTo(Tool.values().length);
        JsonNode messages = request.path("messages");
        assertThat(messages.valueStream().map(message -> message.path("role").asString()))
                .containsExactly("system", "user", "assistant", "tool");
        assertThat(messages.path(1).path("content").asString()).isEqualTo("mend the \"hull\"");
        assertThat(messages.path(2).path("tool_calls").path(0).path("id").asString())
                .isEqualTo(messages.path(3).path("tool_call_id").asString());
    }

    @Test
    void beginsEachRequestWithTheOneBefore() {
        String before = new String(log.request(), StandardCharsets.UTF_8);
        log.answered(answer());

        assertThat(new String(log.request(), StandardCharsets.UTF_8))
                .startsWith(before.substring(0, before.length() - "]}".length()));
    }
}
