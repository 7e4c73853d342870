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
}
