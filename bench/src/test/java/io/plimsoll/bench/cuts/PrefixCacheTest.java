package io.plimsoll.bench.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrefixCacheTest {

    private static final PromptMessage ANSWER = PromptMessage.of(PromptRole.ASSISTANT, "a".repeat(33));

    private final PrefixCache cache = new PrefixCache(LetterCounter.counts());

    private int prefill(String system, PromptMessage... messages) {
        return cache.prefill(new SimulatedPrompt.Chat(system, List.of(), List.of(messages)), ANSWER);
    }

    private static PromptMessage user(String text) {
        return PromptMessage.of(PromptRole.USER, text);
    }

    @Test
    void computesAPromptThatItHasNotSeenWhole() {
        assertThat(prefill("s".repeat(40), user("u".repeat(24)))).isEqualTo(64);
    }

    @Test
    void computesOnlyWhatStandsBehindPromptAndAnswer() {
        prefill("s".repeat(40), user("u".repeat(24)));

        // 64 of the prompt and 32 of the answer are cached: its last letter ends the message.
        assertThat(prefill("s".repeat(40), user("u".repeat(24)), ANSWER, user("v".repeat(31))))
                .isEqualTo(32);
    }

    @Test
    void computesEverythingBehindTheFirstMessageThatDiffers() {
        prefill("s".repeat(40), user("u".repeat(24)));

        assertThat(prefill("s".repeat(40), user("w".repeat(24)))).isEqualTo(32);
        assertThat(prefill("t".repeat(40), user("u".repeat(24)))).isEqualTo(64);
    }

    @Test
    void findsTheBeginningOfAMessageThatGrew() {
        prefill("", user("u".repeat(48)));

        assertThat(prefill("", user("u".repeat(48) + "more"))).isEqualTo(4);
    }

    @Test
    void computesTheLastTokenOfAPromptThatComesAgain() {
        prefill("", user("u".repeat(48)));

        assertThat(prefill("", user("u".repeat(48)))).isEqualTo(16);
    }

    @Test
    void knowsNoCallIds() {
        PromptMessage[] first = new Talk()
                .user("u".repeat(16))
                .step("{\"a\":\"123456789\"}", "r".repeat(15))
                .messages()
                .toArray(new PromptMessage[0]);
        PromptMessage renamed = new PromptMessage(PromptRole.TOOL, first[2].text(), "", List.of(), "other", 0);

        prefill("", first);

        assertThat(prefill("", first[0], first[1], renamed)).isEqualTo(16);
    }
}
