package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.SegmentKind;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatSurfaceTest {

    private final ChatSurface surface = new ChatSurface();

    @Test
    void readsCallsResultsReasoningAndParts() throws Exception {
        History history =
                history("[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\","
                        + "\"text\":\"a\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}}]},{\"role\":\"assistant\","
                        + "\"reasoning_content\":\"r\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c1\","
                        + "\"content\":\"ok\"}]");
        Conversation conversation = history.conversation();
        assertThat(history.systemText()).isEqualTo("s");
        assertThat(conversation.messages().stream().map(m -> m.role()))
                .containsExactly(PromptRole.USER, PromptRole.ASSISTANT, PromptRole.TOOL);
        var assistant = conversation.messages().get(1).facts();
        assertThat(assistant.calls()).containsExactly("c1");
        assertThat(assistant.hasReasoning()).isTrue();
        assertThat(assistant.segments().stream().map(s -> s.kind()))
                .containsExactly(SegmentKind.REASONING, SegmentKind.TOOL_CALL);
        assertThat(conversation.messages().get(2).facts().results()).containsExactly("c1");
        assertThat(conversation.reader().read(1).getFirst().calls().getFirst().name())
                .isEqualTo("f");
        assertThat(conversation.reader().read(0).getFirst().images()).isEqualTo(1);
    }

    @Test
    void segmentRangesCoverTheBytesOfTheirBlock() throws Exception {
        Conversation conversation =
                history("[{\"role\":\"user\" , \"content\" : \"hé\\n\"}]").conversation();
        var message = conversation.messages().getFirst();
        var range = message.facts().segments().getFirst().range();
        assertThat(new String(
                        conversation.body(),
                        message.range().start() + range.start(),
                        range.length(),
                        StandardCharsets.UTF_8))
                .isEqualTo("\"hé\\n\"");
    }

    @Test
    void spellingLeavesTheChainAsItIs() throws Exception {
        ChainHash plain = end("[{\"role\":\"user\",\"content\":\"é\"}]");
        assertThat(end("[ {\"role\" : \"user\", \"content\":\"\\u00e9\"} ]")).isEqualTo(plain);
        assertThat(
                        end(
                                "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"é\",\"cache_control\":{\"type\":\"ephemeral\"}}]}]"))
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"role\":\"user\",\"content\":\"e\"}]",
                "[{\"role\":\"assistant\",\"content\":\"é\"}]",
                "[{\"role\":\"user\",\"content\":\"é\",\"name\":\"n\"}]",
                "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"é\"},{\"type\":\"text\",\"text\":\"\"}]}]",
                "[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"é\"}]",
            })
    void whatIsSaidChangesTheChain(String messages) throws Exception {
        assertThat(end(messages)).isNotEqualTo(end("[{\"role\":\"user\",\"content\":\"é\"}]"));
    }

    @Test
    void tenantsHaveChainsOfTheirOwn() throws Exception {
        byte[] body = body("[{\"role\":\"user\",\"content\":\"x\"}]");
        assertThat(chain(surface.read(body, "a"))).doesNotContainAnyElementsOf(chain(surface.read(body, "b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"role\":\"narrator\",\"content\":\"x\"}]", "[{\"content\":\"x\"}]", "[]"})
    void namesTheMessageThatIsWrong(String messages) {
        assertThatThrownBy(() -> history(messages))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessageStartingWith("messages");
    }

    @Test
    void recalledTextStandsBeforeTheUsersWordsAndBehindAToolsResult() throws Exception {
        assertThat(recalled("[{\"role\":\"user\",\"content\":\"ask\"}]", 0))
                .isEqualTo("{\"role\":\"user\",\"content\":\"R \\\"1\\\"\\n\\nask\"}");
        assertThat(recalled("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"ask\"}]}]", 0))
                .isEqualTo("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"R \\\"1\\\"\"},"
                        + "{\"type\":\"text\",\"text\":\"ask\"}]}");
        assertThat(recalled("[{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"out\"}]", 0))
                .isEqualTo("{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"out\\n\\nR \\\"1\\\"\"}");
        assertThat(recalled("[{\"role\":\"user\",\"content\":[]}]", 0))
                .isEqualTo("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"R \\\"1\\\"\"}]}");
    }

    private String recalled(String messages, int index) throws Exception {
        History history = history(messages);
        Conversation conversation = history.conversation();
        var range = conversation.messages().get(index).range();
        var place = history.recalls().place(conversation, index, "R \"1\"").orElseThrow();
        String message = new String(conversation.body(), range.start(), range.length(), StandardCharsets.UTF_8);
        return message.substring(0, place.offset())
                + new String(place.bytes(), StandardCharsets.UTF_8)
                + message.substring(place.offset());
    }

    private ChainHash end(String messages) throws Exception {
        return history(messages).conversation().chain().getLast();
    }

    private static List<ChainHash> chain(SurfaceRequest request) {
        return Objects.requireNonNull(request.history()).conversation().chain();
    }

    private History history(String messages) throws Exception {
        return Objects.requireNonNull(surface.read(body(messages), "tenant").history());
    }

    private static byte[] body(String messages) {
        return ("{\"model\":\"m\",\"messages\":" + messages + "}").getBytes(StandardCharsets.UTF_8);
    }
}
