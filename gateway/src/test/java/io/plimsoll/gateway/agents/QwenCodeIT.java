package io.plimsoll.gateway.agents;

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
}
