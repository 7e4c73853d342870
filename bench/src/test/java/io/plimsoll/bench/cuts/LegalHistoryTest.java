package io.plimsoll.bench.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LegalHistoryTest {

    private static PromptMessage call(String... ids) {
        List<PromptCall> calls = List.of(ids).stream()
                .map(id -> new PromptCall(id, "tool", "{}"))
                .toList();
        return new PromptMessage(PromptRole.ASSISTANT, "", "", calls, "", 0);
    }

    private static PromptMessage result(String id, String text) {
        return new PromptMessage(PromptRole.TOOL, text, "", List.of(), id, 0);
    }

    private static PromptMessage user(String text) {
        return PromptMessage.of(PromptRole.USER, text);
    }

    private static PromptMessage assistant(String text) {
        return PromptMessage.of(PromptRole.ASSISTANT, text);
    }

    @Test
    void leavesALegalHistoryAsItIs() {
        List<PromptMessage> legal = new Talk()
                .user("go")
                .step("{}", "ok")
                .assistant("done")
                .user("more")
                .messages();

        assertThat(LegalHistory.of(legal)).isEqualTo(legal);
    }

    @Test
    void dropsWhatAnAbortedRunLeft() {
        assertThat(LegalHistory.of(List.of(user("go"), call("lost"), assistant(" "), result("unasked", "x"))))
                .containsExactly(user("go"));
    }

    @Test
    void putsResultsBehindTheirCalls() {
        assertThat(LegalHistory.of(
                        List.of(user("go"), call("a", "b"), result("b", "2"), user("and then"), result("a", ""))))
                .containsExactly(
                        user("go"), call("a", "b"), result("a", "(no output)"), result("b", "2"), user("and then"));
    }

    @Test
    void joinsNeighboursAndLetsTheUserBegin() {
        assertThat(LegalHistory.of(List.of(assistant("hi"), assistant("there"), user("a"), user("b"))))
                .containsExactly(user("(start of the recording)"), assistant("hi\n\nthere"), user("a\n\nb"));
    }

    @Test
    void takesFencedBlocksForCalls() {
        List<PromptMessage> called = new ArrayList<>(
                TextActions.asCalls(List.of(user("go"), assistant("I look.\n```\nls -la\n```"), user("3 files"))));

        assertThat(called)
                .extracting(PromptMessage::role)
                .containsExactly(PromptRole.USER, PromptRole.ASSISTANT, PromptRole.TOOL);
        assertThat(called.get(1).text()).isEqualTo("I look.\n");
        assertThat(called.get(1).calls().getFirst().arguments()).isEqualTo("{\"command\":\"ls -la\\n\"}");
        assertThat(called.get(2).resultOf())
                .isEqualTo(called.get(1).calls().getFirst().id());
    }
}
