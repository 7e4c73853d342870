package io.plimsoll.bench.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KvMeterTest {

    private static final AgentSession SESSION = new Talk()
            .user("u".repeat(64))
            .assistant("a".repeat(17))
            .user("v".repeat(64))
            .assistant("b".repeat(17))
            .session();

    private final KvMeter meter = new KvMeter(LetterCounter.counts());

    @SuppressWarnings("NullAway") // the annotation of a nested type is not seen in class files
    private void turn(int answerAt, SimulatedPrompt.@Nullable Chat sent) {
        List<Turn.Served> arrivals = sent == null
                ? List.of()
                : List.of(new Turn.Served(sent, SESSION.messages().get(answerAt)));
        meter.observe(new Turn(SESSION, answerAt, SESSION.request(answerAt), arrivals, sent, 100));
    }

    private static SimulatedPrompt.Chat prompt(PromptMessage... messages) {
        return new SimulatedPrompt.Chat("", List.of(), List.of(messages));
    }

    @Test
    void isOneToOneWhereNothingIsCut() {
        turn(1, SESSION.request(1));
        turn(3, SESSION.request(3));

        // 64, then 145 of which 80 are cached
        assertThat(meter.figures()).isEqualTo(new KvMeter.Figures(2, 0, 209, 209, 129, 129, 1, 0, 145));
        assertThat(meter.figures().kvShare()).isOne();
        assertThat(meter.figures().prefillMultiple()).isOne();
    }

    @Test
    void saysWhatACutSavesAndWhatItHasComputedAgain() {
        turn(1, SESSION.request(1));
        turn(3, prompt(SESSION.messages().get(2)));

        assertThat(meter.figures()).isEqualTo(new KvMeter.Figures(2, 0, 209, 128, 128, 129, 0, 1, 64));
    }

    @Test
    void chargesRequestsOfItsOwnToTheProxy() {
        SimulatedPrompt.Chat own =
                prompt(new Talk().user("x".repeat(32)).messages().getFirst());
        SimulatedPrompt.Chat sent = SESSION.request(1);
        meter.observe(new Turn(
                SESSION,
                1,
                sent,
                List.of(
                        new Turn.Served(own, SESSION.messages().get(1)),
                        new Turn.Served(sent, SESSION.messages().get(1))),
                sent,
                100));

        assertThat(meter.figures().sent()).isEqualTo(96);
        assertThat(meter.figures().prefill()).isEqualTo(96);
    }

    @Test
    void leavesRefusedTurnsOutOfTheShare() {
        turn(1, SESSION.request(1));
        turn(3, null);

        assertThat(meter.figures().refused()).isOne();
        assertThat(meter.figures().client()).isEqualTo(64);
        assertThat(meter.figures().kvShare()).isOne();
        assertThat(meter.figures().prefillClient()).isEqualTo(129);
    }
}
