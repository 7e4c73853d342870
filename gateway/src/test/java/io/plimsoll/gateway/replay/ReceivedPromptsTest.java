package io.plimsoll.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceivedPromptsTest {

    private final ReceivedPrompts prompts = new ReceivedPrompts(new LengthCounter());

    /** Counts a token for each character. */
    private static final class LengthCounter implements PromptCounter {
        @Override
        public int head(String system, List<String> toolDefinitions) {
            return system.length();
        }

        @Override
        public int message(PromptMessage message) {
            return message.text().length();
        }

        @Override
        public int generationPrompt() {
            return 1;
        }

        @Override
        public int text(String text) {
            return text.length();
        }
    }

    private static PromptMessage user(String text) {
        return PromptMessage.of(PromptRole.USER, text);
    }

    private static PromptMessage call(String... ids) {
        var calls =
                List.of(ids).stream().map(id -> new PromptCall(id, "ls", "{}")).toList();
        return new PromptMessage(PromptRole.ASSISTANT, "", "", calls, "", 0);
    }

    private static PromptMessage result(String id) {
        return new PromptMessage(PromptRole.TOOL, "r", "", List.of(), id, 0);
    }

    private static SimulatedPrompt.Chat chat(String system, PromptMessage... messages) {
        return new SimulatedPrompt.Chat(system, List.of(), List.of(messages));
    }

    @Test
    void findsThatAPromptExtendsTheOneBefore() {
        prompts.next(chat("sys", user("one")));

        var finding = prompts.next(chat("sys", user("one"), user("three")));

        assertThat(finding).isEqualTo(new ReceivedPrompts.Finding(6, true, 0));
    }

    @Test
    void findsWhereAPromptLeavesTheOneBefore() {
        prompts.next(chat("sys", user("one"), user("two"), user("three")));

        var finding = prompts.next(chat("sys", user("one"), user("2"), user("three")));

        assertThat(finding).isEqualTo(new ReceivedPrompts.Finding(6, false, 0));
    }

    @Test
    void findsNothingStableBehindAnotherHead() {
        prompts.next(chat("sys", user("one")));

        assertThat(prompts.next(chat("sys at 12:01", user("one")))).isEqualTo(new ReceivedPrompts.Finding(0, false, 0));
    }

    @Test
    void countsNoOrphanWhereResultsFollowTheirCalls() {
        assertThat(ReceivedPrompts.orphans(List.of(
                        user("go"), call("a", "b"), result("b"), result("a"), user("on"), call("a"), result("a"))))
                .isZero();
    }

    @Test
    void countsCallsWithoutResultAndResultsWithoutCall() {
        assertThat(ReceivedPrompts.orphans(List.of(result("x"), call("a", "b"), result("a"), user("on"), result("b"))))
                .isEqualTo(3);
        assertThat(ReceivedPrompts.orphans(List.of(user("go"), call("a")))).isEqualTo(1);
    }
}
