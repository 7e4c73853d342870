package io.plimsoll.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.agents.AgentStage.LaneLine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodexIT extends AgentTaskContract {

    /** Tokens that its prompts are beyond once it has read a note, and not before. */
    private static final int AFTER_A_NOTE = 9_500;

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
    void itsWindowRisesWhenItCompacts() {
        int known = stage().engine().requests().size();
        stage().model().plays(read(stage().workspace().note(1)));

        AgentProcess.Ended ended = stage().run(
                        "exec",
                        "--skip-git-repo-check",
                        "--dangerously-bypass-approvals-and-sandbox",
                        "-c",
                        "model_auto_compact_token_limit=" + AFTER_A_NOTE,
                        "Read a note.");

        assertThat(ended.exitCode()).as("exit code, after %s", ended).isZero();
        List<EngineRequest> requests = stage().engine().requests();
        requests = requests.subList(known, requests.size());
        assertThat(requests)
                .anyMatch(
                        request -> request.shape().newestText().startsWith("You are performing a CONTEXT CHECKPOINT"));
        assertThat(window(requests.getFirst())).endsWith(":0");
        assertThat(window(requests.getLast())).endsWith(":1");
    }

    @Test
    void itEndsItsTurnWhenAContextIsRefused() {
        try (AgentStage refusing = refusing(1_500)) {
            AgentProcess.Ended ended = refusing.run(asked("Read two notes."));

            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.errors()).contains("ran out of room in the model's context window");
            assertThat(refusing.engine().requests()).hasSize(1);
        }
    }

    private static String window(EngineRequest request) {
        return request.header("x-codex-window-id").orElseThrow();
    }
}
