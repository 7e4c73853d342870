package io.plimsoll.compression.reduce.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import io.plimsoll.compression.reduce.ToolText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldArgumentsTest {

    private static final Target TARGET = new Target(0, "", ReducerContract::tokens);

    private final OldArguments arguments = new OldArguments(ToolVocabulary.BUILT_IN);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            edit | {"path":"a.ts","oldText":"const before = 1;\\nconst also = 2;\\n","newText":"const behind = somethingElse();"} | {"path":"a.ts","cleared":"+1/-2 lines"}
            Write | {"file_path":"/r/a.py","content":"import os\\nimport sys\\nprint(os.environ, sys.argv)\\n"} | {"file_path":"/r/a.py","cleared":"+3/-0 lines"}
            MultiEdit | {"file_path":"a","edits":[{"old_string":"one two three","new_string":"four five six"},{"old_string":"seven","new_string":"eight"}]} | {"file_path":"a","cleared":"+2/-2 lines"}
            apply_patch | {"patchText":"*** Begin Patch\\n*** Update File: a.py\\n@@ def f():\\n-    return 1\\n+    return 2\\n+    # done\\n*** End Patch"} | {"files":"a.py","cleared":"+2/-1 lines"}
            str_replace_editor | {"command":"create","path":"/r/a.py","file_text":"import os\\nprint(os.environ, 'and more')\\n"} | {"command":"create","path":"/r/a.py","cleared":"+2/-0 lines"}
            """)
    void keepTheFileAndTheSizeOfTheChange(String tool, String given, String expected) {
        assertThat(arguments.reduce(called(tool, given, "Done"), TARGET)).contains(expected);
    }

    @Test
    void changeNoMoreOnceCleared() {
        String cleared = "{\"path\":\"a.ts\",\"cleared\":\"+1/-2 lines\"}";

        assertThat(arguments.reduce(called("edit", cleared, "Done"), TARGET)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            edit | Could not find the exact text in a.ts
            edit | ``
            read | Done
            unheard_of | Done
            """)
    void stayWhereTheChangeWasNotMadeOrTheToolChangesNothing(String tool, String result) {
        String given =
                "{\"path\":\"a.ts\",\"oldText\":\"const before = 1;\\nconst also = 2;\\n\",\"newText\":\"const x = y();\"}";

        assertThat(arguments.reduce(called(tool, given, result), TARGET)).isEmpty();
    }

    @Test
    void stayWhereTheyAreShortAlready() {
        assertThat(arguments.reduce(
                        called("edit", "{\"path\":\"a\",\"oldText\":\"b\",\"newText\":\"c\"}", "Done"), TARGET))
                .isEmpty();
    }

    private static Reading called(String tool, String arguments, String result) {
        return Reading.of(new ToolText("1", tool, arguments, result));
    }
}
