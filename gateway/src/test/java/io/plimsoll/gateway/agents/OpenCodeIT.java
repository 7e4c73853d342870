package io.plimsoll.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.agents.AgentStage.LaneLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenCodeIT extends AgentTaskContract {

    OpenCodeIT() {
        super(Agent.OPENCODE, 20_000);
    }

    @Override
    Turn read(Path file) {
        return Turn.Call.of("read", "filePath", file.toString());
    }

    @Override
    Turn run(String command) {
        return Turn.Call.of("bash", "command", command);
    }

    @Override
    Turn replace(Path file, String text, String by) {
        return new Turn.Call("edit", Map.of("filePath", file.toString(), "oldString", text, "newString", by));
    }

    @Override
    String[] asked(String prompt) {
        return new String[] {"run", prompt};
    }

    @Override
    String[] askedAgain(String prompt) {
        return new String[] {"run", "--continue", prompt};
    }

    @Override
    boolean isOwnTurn(EngineRequest request) {
        return request.offers("read");
    }

    @Test
    void theNextQuestionStaysInTheSession() {
        String session = taskRequests().getFirst().header("x-session-id").orElseThrow();

        assertThat(questionRequests())
                .isNotEmpty()
                .allSatisfy(
                        request -> assertThat(request.header("x-session-id")).hasValue(session));
    }

    @Test
    void theTitleIsAskedForInALaneOfItsOwn() {
        List<EngineRequest> titles = taskRequests().stream()
                .filter(request -> request.shape().system().startsWith("You are a title generator"))
                .toList();
        String session = titles.getFirst().header("x-session-id").orElseThrow();

        assertThat(titles).hasSize(1);
        assertThat(ownTurns(taskRequests()))
                .allSatisfy(turn -> assertThat(turn.header("x-session-id")).hasValue(session));
        assertThat(stage().lanes())
                .filteredOn(lane -> lane.session().equals(session))
                .hasSize(2)
                .extracting(LaneLine::cuts)
                .contains(0)
                .anyMatch(cuts -> cuts > 0);
    }

    @Test
    void itCompactsAndGoesOnWhenAContextIsRefused() {
        try (AgentStage refusing = refusing(3_000)) {
            refusing.model().answers(request -> !isOwnTurn(request), new Turn.Say("Two notes were read."));

            AgentProcess.Ended ended = refusing.run(asked("Read two notes."));

            assertThat(ended.output()).contains(ScriptedModel.FINAL_ANSWER);
            assertThat(ended.errors()).contains("maximum context length").containsOnlyOnce("Error");
            assertThat(refusing.engine().requests())
                    .filteredOn(request -> request.shape().system().startsWith("You are a context summarization agent"))
                    .hasSize(1);
        }
    }
}
