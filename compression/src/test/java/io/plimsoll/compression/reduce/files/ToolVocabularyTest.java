package io.plimsoll.compression.reduce.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.config.ToolAction;
import io.plimsoll.budget.config.ToolEntry;
import io.plimsoll.compression.reduce.ToolText;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolVocabularyTest {

    /** Columns: client, tool, arguments, result, what it does to which files. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Claude Code | Read | {"file_path":"/r/a.py","offset":11,"limit":2} | `    11\tx\n    12\ty` | READ /r/a.py 11-12
            Claude Code | Edit | {"file_path":"/r/a.py","old_string":"x","new_string":"y"} | The file /r/a.py has been updated. | EDIT /r/a.py
            Claude Code | MultiEdit | {"file_path":"/r/a.py","edits":[]} | Applied 2 edits to /r/a.py | EDIT /r/a.py
            Claude Code | Write | {"file_path":"/r/error.py","content":"x"} | File created successfully at: /r/error.py | WRITE /r/error.py
            Claude Code | NotebookEdit | {"notebook_path":"/r/n.ipynb","new_source":"x"} | Updated cell 1 | EDIT /r/n.ipynb
            Claude Code | Bash | {"command":"cd /r && cat ./src/a.py"} | `x\ny` | READ /r/src/a.py 1-2
            Claude Code | Grep | {"pattern":"x","path":"/r"} | /r/a.py | nothing
            Claude Code | mcp__files__read_text_file | {"path":"/r/a.py","head":1} | x | READ /r/a.py 1-1
            Codex | shell | {"command":["bash","-lc","sed -n '5,6p' a.py"],"workdir":"/r"} | `x\ny` | READ /r/a.py 5-6
            Codex | exec_command | {"cmd":"nl -ba a.py ! sed -n '5,6p'","workdir":"/r"} | `     5\tx\n     6\ty` | READ /r/a.py 5-6
            Codex | shell | {"command":["apply_patch","*** Begin Patch\\n*** Update File: a.py\\n*** End Patch"]} | Success. | EDIT a.py
            Codex | apply_patch | `*** Begin Patch\n*** Add File: b.py\n+x\n*** Delete File: c.py\n*** End Patch` | Success. | WRITE b.py, DELETE c.py
            OpenCode | read | {"filePath":"/r/a.ts","offset":0} | `<file>\n00001| x\n00002| y\n</file>` | READ /r/a.ts 1-2
            OpenCode | apply_patch | {"patchText":"*** Begin Patch\\n*** Update File: a.ts\\n*** Move to: b.ts\\n*** End Patch"} | Done | EDIT a.ts, DELETE a.ts, WRITE b.ts
            Qwen Code | read_file | {"absolute_path":"/r/a.go"} | `x\ny\nz` | READ /r/a.go 1-3
            Qwen Code | read_many_files | {"paths":["a.go","b.go"]} | x | READ a.go, READ b.go
            Qwen Code | write_file | {"file_path":"/r/a.go","content":"x"} | Successfully created and wrote to new file: /r/a.go. | WRITE /r/a.go
            Qwen Code | run_shell_command | {"command":"rm a.go"} | `Command: rm a.go` | DELETE a.go
            pi | read | {"path":"a.ts","offset":720,"limit":50} | `x\ny` | READ a.ts 720-721
            pi | edit | {"path":"a.ts","oldText":"x","newText":"y"} | Successfully replaced 1 block(s) in a.ts. | EDIT a.ts
            SWE-agent | open | {"path":"a.py","line_number":30} | `[File: /r/a.py (90 lines total)]\n30:x\n31:y` | READ a.py 30-31
            SWE-agent | scroll_down | {} | `[File: /r/a.py (90 lines total)]\n40:x\n41:y` | READ /r/a.py 40-41
            SWE-agent | edit | {"search":"x","replace":"y"} | `Replaced 1 occurrences.\n[File: /r/a.py (90 lines total)]\n1:y` | EDIT /r/a.py
            SWE-agent | create | {"filename":"a.py"} | `[File: a.py (1 lines total)]\n1:` | WRITE a.py
            OpenHands | str_replace_editor | {"command":"view","path":"/r/a.py","view_range":[3,4]} | `Here is the result of running cat -n:\n     3\tx\n     4\ty` | READ /r/a.py 3-4
            OpenHands | str_replace_editor | {"command":"create","path":"/r/a.py","file_text":"x"} | File created successfully at: /r/a.py | WRITE /r/a.py
            OpenHands | str_replace_editor | {"command":"str_replace","path":"/r/a.py","old_str":"x"} | The file /r/a.py has been edited. | EDIT /r/a.py
            OpenHands | execute_bash | {"command":"echo x > a.py"} | ` ` | WRITE a.py
            MCP | move_file | {"source":"a","destination":"b"} | Successfully moved a to b | DELETE a, WRITE b
            """)
    void knowsWhatTheToolsOfClientsDoToFiles(
            String client, String tool, String arguments, String result, String expected) {
        String said = (result == null ? "" : result).replace("\\n", "\n").replace("\\t", "\t");
        String called = arguments.startsWith("{") ? arguments : arguments.replace("\\n", "\n");

        FileUse use = ToolVocabulary.BUILT_IN.use(new ToolText("1", tool, called.replace('!', '|'), said));

        assertThat(described(use)).as(client).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Edit | {"file_path":"/r/a.py"} | <tool_use_error>String to replace not found in file.</tool_use_error>
            edit | {"filePath":"/r/a.py"} | oldString not found in content
            edit | {"path":"/r/a.py"} | Could not find the exact text in /r/a.py. The old text must match exactly.
            str_replace_editor | {"command":"str_replace","path":"/r/a.py"} | No replacement was performed, old_str `x` did not appear verbatim in /r/a.py.
            bash | {"command":"sed -i s/a/b/ /r/a.py"} | `sed: can't read\n\nCommand exited with code 2`
            """)
    void takesAFailedChangeForNone(String tool, String arguments, String result) {
        var call = new ToolText("1", tool, arguments, result);

        assertThat(ToolVocabulary.BUILT_IN.use(call)).isEqualTo(FileUse.NONE);
        assertThat(ToolVocabulary.BUILT_IN.failedChanges(call)).containsExactly("/r/a.py");
    }

    @Test
    void takesAChangeWithoutAnAnswerForNone() {
        ToolText call = Calls.edit("a.py", "");

        assertThat(ToolVocabulary.BUILT_IN.use(call)).isEqualTo(FileUse.NONE);
        assertThat(ToolVocabulary.BUILT_IN.failedChanges(call)).isEmpty();
    }

    @Test
    void takesAReadThatFoundNothingForNone() {
        assertThat(ToolVocabulary.BUILT_IN.use(Calls.read("a.py", "File does not exist.")))
                .isEqualTo(FileUse.NONE);
    }

    @Test
    void learnsToolsFromThePolicyFile() {
        ToolVocabulary vocabulary = ToolVocabulary.BUILT_IN.with(
                List.of(new ToolEntry("My_Read", ToolAction.READ, "doc", null, "at", "n")));

        FileUse use = vocabulary.use(new ToolText("1", "my_read", "{\"doc\":\"a.md\",\"at\":5,\"n\":2}", "x\ny\nz"));

        assertThat(described(use)).isEqualTo("READ a.md 5-6");
    }

    @Test
    void letsThePolicyFileSayOtherwiseOfAKnownName() {
        ToolVocabulary vocabulary =
                ToolVocabulary.BUILT_IN.with(List.of(new ToolEntry("open", ToolAction.WRITE, null, null, null, null)));

        assertThat(described(vocabulary.use(new ToolText("1", "open", "{\"path\":\"a\"}", "ok"))))
                .isEqualTo("WRITE a");
    }

    @Test
    void readsArgumentsThatAreNoJson() {
        assertThat(ToolVocabulary.BUILT_IN.use(new ToolText("1", "read", "not json", "x")))
                .isEqualTo(new FileUse(List.of(), true));
    }

    private static String described(FileUse use) {
        return use.accesses().isEmpty()
                ? "nothing"
                : use.accesses().stream()
                        .map(access -> access.kind() + " " + access.path()
                                + (access.lines() == null ? "" : " " + access.lines()))
                        .collect(Collectors.joining(", "));
    }
}
