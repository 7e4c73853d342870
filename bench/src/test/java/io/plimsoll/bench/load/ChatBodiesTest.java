package io.plimsoll.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatBodiesTest {

    @ParameterizedTest
    @ValueSource(ints = {2_048, 65_536, 524_288})
    void areAsLongAsAskedAndEndWithTheResultOfACall(int bytes) {
        byte[] body = ChatBodies.body("bench", 7, bytes, false);

        assertThat(body).hasSize(bytes);
        JsonNode messages = JsonMapper.shared().readTree(body).path("messages");
        JsonNode last = messages.path(messages.size() - 1);
        JsonNode call = messages.path(messages.size() - 2).path("tool_calls").path(0);
        assertThat(last.path("role").asString()).isEqualTo("tool");
        assertThat(last.path("tool_call_id").asString())
                .isEqualTo(call.path("id").asString());
    }

    @ParameterizedTest
    @ValueSource(ints = {2_048, 65_536})
    void areTheSameForTheSameSessionAndOthersForAnother(int bytes) {
        assertThat(ChatBodies.body("bench", 1, bytes, false)).isEqualTo(ChatBodies.body("bench", 1, bytes, false));
        assertThat(ChatBodies.body("bench", 1, bytes, false)).isNotEqualTo(ChatBodies.body("bench", 2, bytes, false));
    }
}
