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
    void itCompactsWhenAContextIsRefused() {
        try (AgentStage refused = refusing()) {
            refused.model().answers(request -> request.shape().newestText().contains("Your task is to create a detailed summary"), new Turn.Say("<analysis>Notes.</analysis><summary>Some notes were read.</summary>"));

            AgentProcess.Ended ended = refused.run(asked("Read all notes."));
            try { int i = 0; for (var r : refused.engine().requests()) { java.nio.file.Files.writeString(Path.of("/tmp/ag/dump/R-" + getClass().getSimpleName() + "-" + (i++) + ".json"), r.exchange().requestLine() + "\n" + String.join("\n", r.exchange().headerLines()) + "\n\n" + r.body().toPrettyString()); } java.nio.file.Files.writeString(Path.of("/tmp/ag/dump/R-" + getClass().getSimpleName() + "-out.txt"), ended + "\n" + refused.gateway().get("/plimsoll/sessions").body() + refused.engine().unknown()); } catch (java.io.IOException e) { throw new AssertionError(e); } //DUMP

            assertThat(ended.exitCode()).isZero();
        }
    }
}
