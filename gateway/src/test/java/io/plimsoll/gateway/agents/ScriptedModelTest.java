package io.plimsoll.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.agents.EngineDialect.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptedModelTest {

    private static final Turn READ = Turn.Call.of("read", "path", "note.md");

    static List<EngineDialect> dialects() {
        return EngineDialect.all();
    }

    @Test
    void playsItsTurnsInOrderAndEndsWithTheFinalAnswer() {
        ScriptedModel model = new ScriptedModel().plays(READ, new Turn.Say("Half way."));
        EngineRequest any = request("{'messages': []}");

        assertThat(model.answer(any)).isEqualTo(READ);
        assertThat(model.answer(any).text()).isEqualTo("Half way.");
        assertThat(model.answer(any).text()).isEqualTo(ScriptedModel.FINAL_ANSWER);
        assertThat(model.answer(any).text()).isEqualTo(ScriptedModel.FINAL_ANSWER);
    }

    @Test
    void sideRequestsDoNotMoveTheTask() {
        ScriptedModel model = new ScriptedModel()
                .answers(request -> !request.offers("read"), new Turn.Say("A title."))
                .plays(READ);

        assertThat(model.answer(request("{'messages': []}")).text()).isEqualTo("A title.");
        assertThat(model.answer(request("{'messages': [], 'tools': [{'function': {'name': 'read'}}]}")))
                .isEqualTo(READ);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void everyDialectSaysWhatIsCalledAndHowMuchWasRead(EngineDialect dialect) {
        String sent = sent(dialect, READ);

        assertThat(sent).contains("read", "note.md", "4711");
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aStallEndsInMidStream(EngineDialect dialect) {
        assertThat(sent(dialect, new Turn.Stall("Hm"))).contains("Hm");
        assertThat(dialect.frames(new Turn.Stall("Hm"), 1, 4711).getLast())
                .isNotEqualTo(dialect.frames(new Turn.Say("Hm"), 1, 4711).getLast());
    }

    private static String sent(EngineDialect dialect, Turn turn) {
        return String.join(
                "", dialect.frames(turn, 1, 4711).stream().map(Frame::bytes).toList());
    }

    private static EngineRequest request(String body) {
        return EngineRequest.of(new ChatDialect(), List.of(), body.replace('\'', '"'), () -> {});
    }
}
