package io.plimsoll.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.agents.AgentStage.LaneLine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CodexIT extends AgentTaskContract {

    CodexIT() {
        super(Agent.CODEX, 20_000);
    }

    @Override
    Turn read(Path file) {
        return run("cat " + file);
    }

    @Override
    Turn run(String command) {
        return Turn.Call.of("exec_command", "cmd", command);
    }

    @Override
    Turn replace(Path file, String text, String by) {
        return run("sed -i 's/" + text + "/" + by + "/' " + file);
    }

    @Override
    String[] asked(String prompt) {
        return new String[] {"exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", prompt};
    }

    @Override
    String[] askedAgain(String prompt) {
        return new String[] {
            "exec", "resume", "--last", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", prompt
        };
    }

    @Override
    boolean isOwnTurn(EngineRequest request) {
        return request.offers("exec_command");
    }

    @Test
    void theNextQuestionStaysInTheSessionAndItsWindow() {
        String session = taskRequests().getFirst().header("session-id").orElseThrow();

        assertThat(questionRequests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.header("session-id")).hasValue(session);
            assertThat(request.header("x-codex-window-id")).hasValue(session + ":0");
        });
        assertThat(stage().lanes())
                .filteredOn(lane -> lane.session().equals(session))
                .extracting(LaneLine::lane)
                .hasSize(1);
    }

    @Test
    void itEndsItsTurnWhenAContextIsRefused() {
        try (AgentStage refused = refusing()) {
            refused.model().answers(request -> !isOwnTurn(request), new Turn.Say("Some notes were read."));

            AgentProcess.Ended ended = refused.run(asked("Read all notes."));
            try { int i = 0; for (var r : refused.engine().requests()) { java.nio.file.Files.writeString(Path.of("/tmp/ag/dump/R-" + getClass().getSimpleName() + "-" + (i++) + ".json"), r.exchange().requestLine() + "\n" + String.join("\n", r.exchange().headerLines()) + "\n\n" + r.body().toPrettyString()); } java.nio.file.Files.writeString(Path.of("/tmp/ag/dump/R-" + getClass().getSimpleName() + "-out.txt"), ended + "\n" + refused.gateway().get("/plimsoll/sessions").body() + refused.engine().unknown()); } catch (java.io.IOException e) { throw new AssertionError(e); } //DUMP

            assertThat(ended.exitCode()).isZero();
        }
    }
}
