package io.plimsoll.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QwenCodeIT extends AgentTaskContract {

    QwenCodeIT() {
        super(Agent.QWEN_CODE, 28_000);
    }

    @Override
    Turn read(Path file) {
        return Turn.Call.of("read_file", "file_path", file.toString());
    }

    @Override
    Turn run(String command) {
        return new Turn.Call("run_shell_command", Map.of("command", command, "is_background", false));
    }

    @Override
    Turn replace(Path file, String text, String by) {
        return new Turn.Call("edit", Map.of("file_path", file.toString(), "old_string", text, "new_string", by));
    }

    @Override
    String[] asked(String prompt) {
        return new String[] {"--yolo", "-p", prompt};
    }

    @Override
    String[] askedAgain(String prompt) {
        return new String[] {"--yolo", "--continue", "-p", prompt};
    }

    @Override
    boolean isOwnTurn(EngineRequest request) {
        return request.shape().system().startsWith("You are Qwen Code");
    }

    @Test
    void itsSessionIsToldByItsHistoryAndNotMixedWithItsMemory() {
        assertThat(questionRequests()).anyMatch(request -> !isOwnTurn(request));
        assertThat(stage().lanes()).allMatch(lane -> lane.session().startsWith("lineage-"));
        assertThat(stage().lanes())
                .filteredOn(lane -> lane.cuts() > 0)
                .extracting(AgentStage.LaneLine::lane)
                .containsOnly("main");
    }

    @Test
    void itCompactsAndGoesOnWhenAContextIsRefused() {
        try (AgentStage refusing = refusing(3_000)) {
            refusing.model()
                    .answers(
                            QwenCodeIT::isCompaction,
                            new Turn.Say("<state_snapshot>Two notes were read.</state_snapshot>"));

            AgentProcess.Ended ended = refusing.run(asked("Read two notes."));

            assertThat(ended.exitCode()).as("exit code, after %s", ended).isZero();
            assertThat(ended.output()).contains(ScriptedModel.FINAL_ANSWER);
            assertThat(refusing.engine().requests()).anyMatch(QwenCodeIT::isCompaction);
        }
    }

    private static boolean isCompaction(EngineRequest request) {
        return request.shape().newestText().contains("Then, produce the <state_snapshot> XML.");
    }
}
