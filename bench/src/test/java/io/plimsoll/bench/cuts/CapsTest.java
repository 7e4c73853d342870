package io.plimsoll.bench.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CapsTest {

    private final Counts counts = LetterCounter.counts();

    @Test
    void halvesTheLargestHistoryOnAGrid() {
        var talk = new Talk().user("u".repeat(10));
        for (int i = 0; i < 40; i++) {
            talk.step("{}", "r".repeat(98));
        }
        AgentSession session = talk.assistant("done").session();

        assertThat(Caps.reducing(session, 2, counts)).isEqualTo(2_048);
    }

    @Test
    void neverGoesBelowWhatNoCutMayTouch() {
        AgentSession session = new Talk()
                .user("u")
                .step("{}", "r".repeat(1_997))
                .assistant("done")
                .session();

        assertThat(Caps.floor(session, counts)).isEqualTo(2_000);
        assertThat(Caps.reducing(session, 10, counts)).isEqualTo(2_560);
    }
}
