package io.plimsoll.compression.reduce.files;

import io.plimsoll.budget.config.ToolAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file tools of well-known clients, by their names in small letters: Claude Code (Read, Edit, MultiEdit, Write,
 * NotebookEdit, Bash), Codex (shell, exec_command, apply_patch), OpenCode (read, edit, write, apply_patch, bash), Qwen Code
 * (read_file, edit, write_file, read_many_files, run_shell_command), pi (read, edit, write, bash), SWE-agent (open, goto, edit,
 * insert, create, str_replace_editor), OpenHands (str_replace_editor, execute_bash, edit_file), and the reference MCP server for
 * files (read_text_file, read_multiple_files, write_file, edit_file, move_file). Clients rename their tools now and then: what
 * is not known here is taken for a tool that touches no file, until a policy's {@code tools} names it.
 */
final class KnownTools {

    private static final Map<ToolAction, List<String>> NAMES = Map.of(
            ToolAction.READ,
            List.of(
                    "read",
                    "read_file",
                    "read_text_file",
                    "read_many_files",
                    "read_multiple_files",
                    "view",
                    "view_file",
                    "open",
                    "open_file",
                    "goto",
                    "scroll_up",
                    "scroll_down",
                    "notebookread"),
            ToolAction.EDIT,
            List.of(
                    "edit",
                    "multiedit",
                    "notebookedit",
                    "edit_file",
                    "replace",
                    "replace_in_file",
                    "str_replace",
                    "insert",
                    "append"),
            ToolAction.WRITE,
            List.of("write", "write_file", "write_to_file", "create", "create_file"),
            ToolAction.DELETE,
            List.of("delete_file"),
            ToolAction.MOVE,
            List.of("move_file", "rename_file"),
            ToolAction.SHELL,
            List.of(
                    "bash",
                    "shell",
                    "local_shell",
                    "shell_command",
                    "exec_command",
                    "container.exec",
                    "run_shell_command",
                    "execute_bash",
                    "execute_command",
                    "run_command",
                    "run_terminal_cmd",
                    "terminal"),
            ToolAction.PATCH,
            List.of("apply_patch", "patch", "applypatch"));

    private static final List<String> EDITORS = List.of("str_replace_editor", "str_replace_based_edit_tool");

    private KnownTools() {}

    static Map<String, ToolShape> shapes() {
        Map<String, ToolShape> shapes = new HashMap<>();
        NAMES.forEach((action, names) -> names.forEach(name -> shapes.put(name, ToolShape.of(action))));
        EDITORS.forEach(name -> shapes.put(name, ToolShape.editor()));
        return shapes;
    }
}
