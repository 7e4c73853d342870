package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.Segment;
import io.plimsoll.compression.SegmentKind;
import io.plimsoll.gateway.session.Lanes;
import io.plimsoll.gateway.session.SessionNames;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesSurfaceTest {

    /** As Claude Code sends it, shortened: a mid-conversation system message, parallel calls, a user who adds to results. */
    private static final String AGENT = """
            {"model": "m", "max_tokens": 32000, "stream": true,
             "system": [{"type": "text", "text": "You are an agent."},
                        {"type": "text", "text": " Be brief.", "cache_control": {"type": "ephemeral"}}],
             "tools": [{"name": "Read", "description": "Reads", "input_schema": {"type": "object"}},
                       {"type": "web_search_20250305", "name": "web_search", "max_uses": 5}],
             "metadata": {"user_id": "{\\"session_id\\":\\"5c0e\\"}"},
             "messages": [
               {"role": "user", "content": "Look at both."},
               {"role": "system", "content": "Today is Monday."},
               {"role": "assistant", "content": [
                 {"type": "thinking", "thinking": "Both, then.", "signature": "c2ln"},
                 {"type": "redacted_thinking", "data": "b64"},
                 {"type": "text", "text": "I read them."},
                 {"type": "tool_use", "id": "t1", "name": "Read", "input": {"path": "a", "limit": 10}},
                 {"type": "tool_use", "id": "t2", "name": "Read", "input": {"path": "b"}}]},
               {"role": "user", "content": [
                 {"type": "tool_result", "tool_use_id": "t1", "content": "one"},
                 {"type": "tool_result", "tool_use_id": "t2", "is_error": true, "content": [
                   {"type": "text", "text": "two"},
                   {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AA=="}}]},
                 {"type": "text", "text": "And this?"},
                 {"type": "image", "source": {"type": "url", "url": "u"}},
                 {"type": "document", "source": {"type": "url", "url": "d"}},
                 {"type": "container_upload", "file_id": "f"}]}]}
            """;

    private final MessagesSurface surface = new MessagesSurface();

    @Test
    void readsWhatTheGatewayActsOn() throws Exception {
        SurfaceRequest request = read(AGENT);

        assertThat(request.model()).isEqualTo("m");
        assertThat(request.stream()).isTrue();
        assertThat(request.maxOutputTokens()).isEqualTo(32_000);
        assertThat(request.hints().metadataUserId()).isEqualTo("{\"session_id\":\"5c0e\"}");
        assertThat(request.usageSlot()).isNull();
    }

    @Test
    void systemTextStandsBesideTheHistoryAndToolsAreGivenAsChatFunctions() throws Exception {
        History history = history(AGENT);

        assertThat(history.systemText()).isEqualTo("You are an agent. Be brief.");
        assertThat(history.toolDefinitions())
                .containsExactly(
                        "{\"type\":\"function\",\"function\":{\"name\":\"Read\",\"description\":\"Reads\","
                                + "\"parameters\":{\"type\":\"object\"}}}",
                        "{\"type\":\"function\",\"function\":{\"name\":\"web_search\",\"parameters\":{}}}");
    }

    @Test
    void eachElementIsOneMessageWithItsCallsAndResults() throws Exception {
        List<HistoryMessage> messages = history(AGENT).conversation().messages();

        assertThat(messages)
                .map(HistoryMessage::role)
                .containsExactly(PromptRole.USER, PromptRole.SYSTEM, PromptRole.ASSISTANT, PromptRole.USER);
        assertThat(messages).map(m -> m.facts().calls()).containsExactly(none(), none(), List.of("t1", "t2"), none());
        assertThat(messages).map(m -> m.facts().results()).containsExactly(none(), none(), none(), List.of("t1", "t2"));
        assertThat(messages).map(m -> m.facts().hasReasoning()).containsExactly(false, false, true, false);
        assertThat(messages).allMatch(m -> m.facts().hasText());
    }

    @Test
    void eachBlockIsASegmentAndNoneIsLeftOut() throws Exception {
        List<HistoryMessage> messages = history(AGENT).conversation().messages();

        assertThat(messages.get(1).facts().segments()).map(Segment::kind).containsExactly(SegmentKind.SYSTEM);
        assertThat(messages.get(2).facts().segments())
                .map(Segment::kind)
                .containsExactly(
                        SegmentKind.REASONING,
                        SegmentKind.REASONING,
                        SegmentKind.ASSISTANT_TEXT,
                        SegmentKind.TOOL_CALL,
                        SegmentKind.TOOL_CALL);
        List<Segment> asked = messages.get(3).facts().segments();
        assertThat(asked)
                .map(Segment::kind)
                .containsExactly(
                        SegmentKind.TOOL_RESULT,
                        SegmentKind.TOOL_RESULT,
                        SegmentKind.USER_TEXT,
                        SegmentKind.IMAGE,
                        SegmentKind.OTHER,
                        SegmentKind.OTHER);
        assertThat(asked).map(Segment::callId).containsExactly("t1", "t2", "", "", "", "");
        assertThat(messages.get(2).facts().segments().getLast().toolName()).isEqualTo("Read");
    }

    @Test
    void segmentRangesCoverTheBytesOfTheirBlock() throws Exception {
        Conversation conversation = history(messages("{ \"content\" : [ {\"type\":\"text\",\"text\":\"hé\"} ,"
                        + " {\"type\":\"x\"} ], \"role\":\"user\"}, {\"role\":\"assistant\",\"content\" : \"né\" }"))
                .conversation();

        assertThat(blocks(conversation, 0)).containsExactly("{\"type\":\"text\",\"text\":\"hé\"}", "{\"type\":\"x\"}");
        assertThat(blocks(conversation, 1)).containsExactly("\"né\"");
    }

    @Test
    void templatesSeeEachResultAndThenWhatIsSaid() throws Exception {
        Conversation conversation = history(AGENT).conversation();

        assertThat(conversation.reader().read(2))
                .containsExactly(new PromptMessage(
                        PromptRole.ASSISTANT,
                        "I read them.",
                        "Both, then.",
                        List.of(
                                new PromptCall("t1", "Read", "{\"path\":\"a\",\"limit\":10}"),
                                new PromptCall("t2", "Read", "{\"path\":\"b\"}")),
                        "",
                        0));
        assertThat(conversation.reader().read(3))
                .containsExactly(
                        new PromptMessage(PromptRole.TOOL, "one", "", none(), "t1", 0),
                        new PromptMessage(PromptRole.TOOL, "two", "", none(), "t2", 1),
                        new PromptMessage(PromptRole.USER, "And this?", "", none(), "", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",{\"type\":\"text\",\"text\":\"\"}",
                ",{\"type\":\"text\",\"text\":\"<system-reminder>\\nThe todo list is empty.\\n</system-reminder>\\n\"}"
            })
    void aMessageThatOnlyAnswersToolsIsTheTools(String beside) throws Exception {
        HistoryMessage message = history(messages("{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                        + "\"tool_use_id\":\"t\",\"content\":\"out\"}" + beside + "]}"))
                .conversation()
                .messages()
                .getFirst();

        assertThat(message.role()).isEqualTo(PromptRole.TOOL);
        assertThat(message.facts().hasText()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"text\",\"text\":\"Stop.\"}",
                "{\"type\":\"image\",\"source\":{}}",
                "{\"type\":\"document\",\"source\":{}}",
                "{\"type\":\"text\",\"text\":\"Why <system-reminder>?\"}"
            })
    void aMessageThatSaysSomethingBesideResultsIsTheUsers(String beside) throws Exception {
        List<HistoryMessage> messages = history(messages("{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                        + "\"tool_use_id\":\"t\",\"content\":\"out\"}," + beside + "]}"))
                .conversation()
                .messages();

        assertThat(messages).map(HistoryMessage::role).containsExactly(PromptRole.USER);
    }

    @Test
    void aClientThatMovesItsCacheMarksKeepsItsLaneAndItsChain() throws Exception {
        Conversation before = history("""
                {"model": "m", "system": [{"type": "text", "text": "S", "cache_control": {"type": "ephemeral"}}],
                 "tools": [{"name": "f", "input_schema": {}, "cache_control": {"type": "ephemeral"}}],
                 "messages": [{"role": "user", "content": [
                   {"type": "text", "text": "Go.", "cache_control": {"type": "ephemeral"}}]}]}
                """).conversation();
        Conversation behind = history("""
                {"model": "m", "system": "S", "tools": [{"name": "f", "input_schema": {}}],
                 "messages": [{"role": "user", "content": "Go."},
                   {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "f", "input": {}}]},
                   {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": [
                     {"type": "text", "text": "out", "cache_control": {"type": "ephemeral"}}],
                     "cache_control": {"type": "ephemeral", "ttl": "1h"}}]}]}
                """).conversation();
        Conversation last = history("""
                {"model": "m", "system": [{"type": "text", "text": "S"}], "tools": [{"name": "f", "input_schema": {}}],
                 "messages": [{"role": "user", "content": [{"type": "text", "text": "Go."}]},
                   {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "f", "input": {}}]},
                   {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": "out"}]},
                   {"role": "assistant", "content": "Done."}, {"role": "user", "content": "Thanks."}]}
                """).conversation();

        assertThat(behind.chain()).startsWith(before.chain().toArray(ChainHash[]::new));
        assertThat(last.chain()).startsWith(behind.chain().toArray(ChainHash[]::new));
        var lanes = new Lanes(10, Duration.ofMinutes(1), Ticker.systemTicker());
        var names = new SessionNames("s", null);
        var lane = lanes.locate("tenant", names, before);
        assertThat(lanes.locate("tenant", names, behind)).isSameAs(lane);
        assertThat(lanes.locate("tenant", names, last)).isSameAs(lane);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"system\":\"S.\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "{\"model\":\"m\",\"system\":\"S\",\"tools\":[{\"name\":\"f\"}],"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "{\"model\":\"m\",\"system\":\"S\",\"messages\":[{\"role\":\"assistant\",\"content\":\"x\"}]}",
                "{\"model\":\"m\",\"system\":\"S\",\"messages\":[{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"text\",\"text\":\"x\"},{\"type\":\"text\",\"text\":\"\"}]}]}"
            })
    void whatIsSaidChangesTheChain(String body) throws Exception {
        String said = "{\"model\":\"m\",\"system\":\"S\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

        assertThat(end(body)).isNotEqualTo(end(said));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"role":"narrator","content":"x"}  | messages[1].role       | "narrator" (expected: user, assistant or system)
            {"content":"x"}                    | messages[1].role       | missing (expected: user, assistant or system)
            {"role":3,"content":"x"}           | messages[1].role       | a number (expected: user, assistant or system)
            {"role":"user"}                    | messages[1].content    | missing (expected: a string or an array of blocks)
            {"role":"user","content":null}     | messages[1].content    | null (expected: a string or an array of blocks)
            {"role":"user","content":5}        | messages[1].content    | a number (expected: a string or an array of blocks)
            {"role":"user","content":{"a":1}}  | messages[1].content    | an object (expected: a string or an array of blocks)
            {"role":"user","content":["x"]}    | messages[1].content[0] | a string (expected: an object)
            """)
    void namesWhatNoEngineCouldRead(String message, String place, String problem) {
        assertThatThrownBy(() -> history(messages("{\"role\":\"user\",\"content\":\"hi\"}," + message)))
                .isInstanceOfSatisfying(
                        MalformedRequestException.class,
                        malformed -> assertThat(malformed.param()).isEqualTo(place))
                .hasMessage(place + ": " + problem);
    }

    @Test
    void aRequestHoldsAtLeastOneMessage() {
        assertThatThrownBy(() -> history(messages("")))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessage("messages: [] (expected: at least one message)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"lost\"}]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"first\"},"
                        + "{\"type\":\"tool_result\",\"tool_use_id\":\"t\"}]}",
                "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}]}",
                "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\"}]}",
                "{\"role\":\"user\",\"content\":[]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"no_such_block\",\"x\":[1]},{}]}",
                "{\"role\":\"user\",\"content\":{},\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}"
            })
    void whatAnEngineMayJudgeIsRead(String message) throws Exception {
        Conversation conversation = history(messages(message)).conversation();

        assertThat(conversation.messages()).hasSize(1);
        assertThat(conversation.reader().read(0)).isNotEmpty();
    }

    @Test
    @Timeout(60)
    void anImageOfTwentyMegabytesIsReadOnce() throws Exception {
        String image = "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\""
                + "QUJD".repeat(5 << 20) + "\"}}]}";

        HistoryMessage first =
                history(messages(image)).conversation().messages().getFirst();
        HistoryMessage again = history(messages(image + ",{\"role\":\"user\",\"content\":\"?\"}"))
                .conversation()
                .messages()
                .getFirst();

        assertThat(first.facts().segments()).map(Segment::kind).containsExactly(SegmentKind.IMAGE);
        assertThat(again.facts()).isSameAs(first.facts());
    }

    @Test
    void recalledTextStandsBeforeWhatTheUserSaysAndBehindResults() throws Exception {
        assertThat(recalled("{\"role\":\"user\",\"content\":\"ask\"}"))
                .isEqualTo("{\"role\":\"user\",\"content\":\"R \\\"1\\\"\\n\\nask\"}");
        assertThat(recalled(
                        "{\"role\":\"user\",\"content\":[{\"type\":\"image\"},{\"type\":\"text\",\"text\":\"ask\"}]}"))
                .isEqualTo("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"R \\\"1\\\"\"},"
                        + "{\"type\":\"image\"},{\"type\":\"text\",\"text\":\"ask\"}]}");
        assertThat(recalled("{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\"} ,"
                        + " {\"type\":\"tool_result\",\"tool_use_id\":\"b\"},{\"type\":\"text\",\"text\":\"ask\"}]}"))
                .isEqualTo("{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\"} ,"
                        + " {\"type\":\"tool_result\",\"tool_use_id\":\"b\"},{\"type\":\"text\",\"text\":\"R \\\"1\\\"\"},"
                        + "{\"type\":\"text\",\"text\":\"ask\"}]}");
        assertThat(recalled("{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\"}]}"))
                .isEqualTo("{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\"},"
                        + "{\"type\":\"text\",\"text\":\"R \\\"1\\\"\"}]}");
    }

    @Test
    void aMessageWithoutBlocksHasNoPlaceForText() throws Exception {
        History history = history(messages("{\"role\":\"user\",\"content\":[]}"));

        assertThat(history.recalls().place(history.conversation(), 0, "R")).isEmpty();
    }

    @Test
    void whatACutWritesIsPlainMessages() throws Exception {
        byte[] block = history(AGENT)
                .blocks()
                .write(List.of(
                        PromptMessage.of(PromptRole.USER, "a \"note\""),
                        PromptMessage.of(PromptRole.ASSISTANT, "Understood.")));

        assertThat(new String(block, StandardCharsets.UTF_8))
                .isEqualTo("{\"role\":\"user\",\"content\":\"a \\\"note\\\"\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Understood.\"}");
    }

    private String recalled(String message) throws Exception {
        History history = history(messages(message));
        var place =
                history.recalls().place(history.conversation(), 0, "R \"1\"").orElseThrow();
        return message.substring(0, place.offset())
                + new String(place.bytes(), StandardCharsets.UTF_8)
                + message.substring(place.offset());
    }

    private static List<String> blocks(Conversation conversation, int index) {
        HistoryMessage message = conversation.messages().get(index);
        return message.facts().segments().stream()
                .map(Segment::range)
                .map(range -> new String(
                        conversation.body(),
                        message.range().start() + range.start(),
                        range.length(),
                        StandardCharsets.UTF_8))
                .toList();
    }

    private ChainHash end(String body) throws Exception {
        return history(body).conversation().chain().getLast();
    }

    private History history(String body) throws Exception {
        return Objects.requireNonNull(read(body).history());
    }

    private SurfaceRequest read(String body) throws Exception {
        return surface.read(body.getBytes(StandardCharsets.UTF_8), "tenant");
    }

    private static String messages(String elements) {
        return "{\"model\":\"m\",\"messages\":[" + elements + "]}";
    }

    private static <T> List<T> none() {
        return List.of();
    }
}
