package io.plimsoll.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.agents.AgentStage.LaneLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaudeCodeIT extends AgentTaskContract {

    private static final String SESSION = "x-claude-code-session-id";
    private static final String SUB_AGENT = "x-claude-code-agent-id";

    ClaudeCodeIT() {
        super(Agent.CLAUDE_CODE, 24_000);
    }

    @Override
    Turn read(Path file) {
        return Turn.Call.of("Read", "file_path", file.toString());
    }

    @Override
    Turn run(String command) {
        return new Turn.Call("Bash", Map.of("command", command, "description", "Run a command"));
    }

    @Override
    Turn replace(Path file, String text, String by) {
        return new Turn.Call("Edit", Map.of("file_path", file.toString(), "old_string", text, "new_string", by));
    }

    @Override
    String[] asked(String prompt) {
        return new String[] {"--allowedTools", "Bash,Read,Edit,Agent", "-p", prompt};
    }

    @Override
    String[] askedAgain(String prompt) {
        return new String[] {"--allowedTools", "Bash,Read,Edit,Agent", "--continue", "-p", prompt};
    }

    @Override
    boolean isOwnTurn(EngineRequest request) {
        return request.offers("Agent") && request.header(SUB_AGENT).isEmpty();
    }

    @Test
    void theNextQuestionStaysInTheSession() {
        String session = taskRequests().getFirst().header(SESSION).orElseThrow();

        assertThat(questionRequests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.header(SESSION)).hasValue(session));
        assertThat(lanesOf(session)).hasSize(1);
    }

    private List<LaneLine> lanesOf(String session) {
        return stage().lanes().stream()
                .filter(lane -> lane.session().equals(session))
                .toList();
    }

    @Test
    void aSubAgentHasALaneOfItsOwnInTheSession() {
        stage().model()
                .plays(new Turn.Call(
                        "Agent", Map.of("description", "Look", "prompt", "Look.", "subagent_type", "general-purpose")));

        AgentProcess.Ended ended = stage().run(asked("Let an agent look."));

        assertThat(ended.exitCode()).as("exit code, after %s", ended).isZero();
        EngineRequest asked = stage().engine().requests().stream()
                .filter(request -> request.header(SUB_AGENT).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(lanesOf(asked.header(SESSION).orElseThrow()))
                .extracting(LaneLine::lane)
                .containsExactlyInAnyOrder("main", asked.header(SUB_AGENT).orElseThrow());
    }

    @Test
    void itCompactsAndGoesOnWhenAContextIsRefused() {
        try (AgentStage refusing = refusing(3_000)) {
            refusing.model()
                    .answers(
                            ClaudeCodeIT::isCompaction,
                            new Turn.Say("<analysis>Two notes.</analysis><summary>Two notes were read.</summary>"));

            AgentProcess.Ended ended = refusing.run(asked("Read two notes."));

            assertThat(ended.exitCode()).as("exit code, after %s", ended).isZero();
            assertThat(ended.output()).contains(ScriptedModel.FINAL_ANSWER);
            assertThat(refusing.engine().requests()).hasSize(3);
            assertThat(isCompaction(refusing.engine().requests().get(1))).isTrue();
        }
    }

    private static boolean isCompaction(EngineRequest request) {
        return request.shape().newestText().contains("Your task is to create a detailed summary");
    }
}
