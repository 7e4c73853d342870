package io.plimsoll.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;


import org.junit.jupiter.api.Test;
import java.nio.file.Path;
import java.util.Map;

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
    void itCompactsWhenAContextIsRefused() {
        try (AgentStage refused = refusing()) {
            refused.model().answers(request -> !isOwnTurn(request), new Turn.Say("<state_snapshot>Some notes were read.</state_snapshot>"));

            AgentProcess.Ended ended = refused.run(asked("Read all notes."));
            try { int i = 0; for (var r : refused.engine().requests()) { java.nio.file.Files.writeString(Path.of("/tmp/ag/dump/R-" + getClass().getSimpleName() + "-" + (i++) + ".json"), r.exchange().requestLine() + "\n" + String.join("\n", r.exchange().headerLines()) + "\n\n" + r.body().toPrettyString()); } java.nio.file.Files.writeString(Path.of("/tmp/ag/dump/R-" + getClass().getSimpleName() + "-out.txt"), ended + "\n" + refused.gateway().get("/plimsoll/sessions").body() + refused.engine().unknown()); } catch (java.io.IOException e) { throw new AssertionError(e); } //DUMP

            assertThat(ended.exitCode()).isZero();
        }
    }
}
