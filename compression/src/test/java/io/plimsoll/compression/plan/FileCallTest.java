package io.plimsoll.compression.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.tokens.PromptCall;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileCallTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            read         | {"path":"src/a.py","limit":5}                              | src/a.py | ``
            Read         | {"file_path":"/w/a.py"}                                    | /w/a.py  | ``
            Grep         | {"pattern":"x","path":"src"}                               | ``       | ``
            Edit         | {"file_path":"a.py","old_string":"x","new_string":"y = 1"} | ``       | y = 1
            write_file   | {"path":"a.py","content":"z = 2"}                          | ``       | z = 2
            bash         | {"command":"cat a.py"}                                     | ``       | ``
            send_message | {"content":"hello"}                                        | ``       | ``
            apply        | *** Begin Patch                                            | ``       | ``
            """)
    void tellsWhatACallReadsAndWrites(String tool, String arguments, String reads, String writes) {
        var call = new PromptCall("1", tool, arguments);

        assertThat(FileCall.reads(call)).isEqualTo(reads);
        assertThat(FileCall.writes(call)).isEqualTo(writes);
    }
}
