package io.plimsoll.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PromptShapeTest {

    private static final String CHAT_USER = "{'role': 'user', 'content': 'Go.'}";
    private static final String CHAT_CALLS =
            "{'role': 'assistant', 'tool_calls': [{'id': 'a', 'function': {'name': 'read', 'arguments': '{}'}},"
                    + " {'id': 'b', 'function': {'name': 'read', 'arguments': '{}'}}]}";
    private static final String CHAT_A = "{'role': 'tool', 'tool_call_id': 'a', 'content': 'A'}";
    private static final String CHAT_B =
            "{'role': 'tool', 'tool_call_id': 'b', 'content': [{'type': 'text', 'text': 'B'}]}";
    private static final String SAID = "{'role': 'assistant', 'content': 'Well.'}";
    private static final String CALL =
            "{'role': 'assistant', 'content': [{'type': 'tool_use', 'id': 'a', 'name': 'Read', 'input': {}}]}";
    private static final String RESULT =
            "{'role': 'user', 'content': [{'type': 'tool_result', 'tool_use_id': 'a', 'content': 'A'}]}";
    private static final String ITEM_USER =
            "{'type': 'message', 'role': 'user', 'content': [{'type': 'input_text', 'text': 'Go.'}]}";
    private static final String ITEM_CALL =
            "{'type': 'function_call', 'call_id': 'a', 'name': 'exec_command', 'arguments': '{}'}";
    private static final String ITEM_RESULT = "{'type': 'function_call_output', 'call_id': 'a', 'output': 'A'}";

    @Test
    void aChatWhoseCallsAreAllAnsweredIsLegal() {
        PromptShape shape =
                chat("{'role': 'system', 'content': 'Be brief.'}", CHAT_USER, CHAT_CALLS, CHAT_B, CHAT_A, SAID);

        assertThatCode(shape::assertLegal).doesNotThrowAnyException();
        assertThat(shape.system()).isEqualTo("Be brief.");
        assertThat(shape.newestText()).isEqualTo("Well.");
        assertThat(shape.text()).contains("A", "B", "read");
    }

    @Test
    void aCallWithoutItsResultIsIllegal() {
        assertIllegal(chat(CHAT_USER, CHAT_CALLS, CHAT_A, SAID));
        assertIllegal(chat(CHAT_USER, CHAT_CALLS));
        assertIllegal(messages(user("Go."), CALL, user("What now?")));
        assertIllegal(responses(ITEM_USER, ITEM_CALL, ITEM_USER));
    }

    @Test
    void aResultWithoutItsCallIsIllegal() {
        assertIllegal(chat(CHAT_USER, CHAT_A));
        assertIllegal(messages(user("Go."), RESULT));
        assertIllegal(responses(ITEM_USER, ITEM_RESULT));
    }

    @Test
    void aModelThatSpeaksFirstOrTwiceIsIllegal() {
        assertIllegal(chat(SAID, CHAT_USER));
        assertIllegal(chat(CHAT_USER, SAID, SAID));
        assertIllegal(chat());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'Environment'", "[{'type': 'text', 'text': 'Environment'}]"})
    void aMessageIsReadTheSameHoweverItIsSpelled(String content) {
        PromptShape shape =
                messages(user("Go."), "{'role': 'system', 'content': " + content + "}", CALL, RESULT, user("Thanks."));

        assertThatCode(shape::assertLegal).doesNotThrowAnyException();
        assertThat(shape.entries().get(1).text()).isEqualTo("Environment");
        assertThat(shape.tools()).containsExactly("Read");
    }

    @Test
    void whatTheModelSaysAndCallsInOneTurnOfResponsesIsOneEntry() {
        PromptShape shape = responses(
                ITEM_USER,
                "{'type': 'message', 'role': 'assistant', 'content': [{'type': 'output_text', 'text': 'Well.'}]}",
                ITEM_CALL,
                ITEM_RESULT);

        assertThatCode(shape::assertLegal).doesNotThrowAnyException();
        assertThat(shape.entries()).hasSize(3);
        assertThat(shape.entries().get(1).calls()).containsExactly("a");
    }

    private static void assertIllegal(PromptShape shape) {
        assertThatThrownBy(shape::assertLegal).isInstanceOf(AssertionError.class);
    }

    private static String user(String text) {
        return "{'role': 'user', 'content': '" + text + "'}";
    }

    private static PromptShape chat(String... messages) {
        return read(new ChatDialect(), "{'messages': [" + String.join(",", messages) + "]}");
    }

    private static PromptShape messages(String... messages) {
        return read(
                new MessagesDialect(),
                "{'tools': [{'name': 'Read'}], 'messages': [" + String.join(",", messages) + "]}");
    }

    private static PromptShape responses(String... items) {
        return read(new ResponsesDialect(), "{'input': [" + String.join(",", items) + "]}");
    }

    private static PromptShape read(EngineDialect dialect, String body) {
        return dialect.read(JsonMapper.shared().readTree(body.replace('\'', '"')));
    }
}
