package io.plimsoll.bench.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.bench.cuts.LiteralMeter.Kept;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiteralMeterTest {

    private static final Kept NOTHING = new Kept(0, 0);

    /** {@code maxDraught} stands in a result of 127 letters, then in a call with a result of 100. */
    private static final AgentSession SESSION = new Talk()
            .user("look")
            .step("{}", "head\n  int maxDraught = 7;\n" + "-".repeat(100))
            .step("{\"q\":\"maxDraught\"}", "-".repeat(100))
            .step("{\"q\":\"maxDraught\"}", "done")
            .session();

    private static final int FIRST_USE = 3;
    private static final int SECOND_USE = 5;

    private final LiteralMeter meter = new LiteralMeter(Map.of("talk", new LaterUses(SESSION, LetterCounter.counts())));

    @SuppressWarnings("NullAway") // the annotation of a nested type is not seen in class files
    private LiteralMeter.Figures at(int answer, int cap, @Nullable String sent) {
        SimulatedPrompt.Chat prompt =
                sent == null ? null : new SimulatedPrompt.Chat("", List.of(), List.of(user(sent)));
        meter.observe(new Turn(SESSION, answer, SESSION.request(answer), List.of(), prompt, cap));
        return meter.figures();
    }

    private static PromptMessage user(String text) {
        return new Talk().user(text).messages().getFirst();
    }

    @Test
    void takesALineForMoreThanAName() {
        assertThat(at(FIRST_USE, 1_000, "names: maxDraught"))
                .isEqualTo(new LiteralMeter.Figures(new Kept(1, 1), new Kept(1, 0), NOTHING, NOTHING));
    }

    @Test
    void findsTheLineWhereverItStands() {
        assertThat(at(FIRST_USE, 1_000, "kept: int maxDraught = 7;"))
                .isEqualTo(new LiteralMeter.Figures(new Kept(1, 1), new Kept(1, 1), NOTHING, NOTHING));
    }

    @Test
    void callsFarWhatNoWindowOfTheCapHolds() {
        assertThat(at(FIRST_USE, 127, "kept: int maxDraught = 7;").far()).isEqualTo(NOTHING);
        assertThat(at(FIRST_USE, 126, "kept: int maxDraught = 7;").far()).isEqualTo(new Kept(1, 1));
    }

    @Test
    void countsReuseFromBeyondTheCapAndNoFirstUse() {
        assertThat(at(SECOND_USE, 90, "maxDraught"))
                .isEqualTo(new LiteralMeter.Figures(NOTHING, NOTHING, NOTHING, new Kept(1, 1)));
        assertThat(at(SECOND_USE, 1_000, "").reused()).isEqualTo(new Kept(1, 1));
    }

    @Test
    void hasNothingOfARefusedTurn() {
        assertThat(at(FIRST_USE, 1_000, null).present()).isEqualTo(new Kept(1, 0));
    }

    @Test
    void leavesOutWhatTheHeadHolds() {
        AgentSession session = new AgentSession("talk", "use maxDraught", List.of(), SESSION.messages());

        assertThat(new LaterUses(session, LetterCounter.counts()).firstAt(FIRST_USE))
                .isEmpty();
    }
}
