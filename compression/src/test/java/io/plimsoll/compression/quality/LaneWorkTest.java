package io.plimsoll.compression.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.ToolText;
import io.plimsoll.compression.reduce.files.ToolVocabulary;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneWorkTest {

    private final LaneWork work = new LaneWork(ToolVocabulary.BUILT_IN);

    @Test
    void firstReadOfFileIsNews() {
        assertThat(read("src/a.py", 1, 20)).isEqualTo(CallNews.NEW);
    }

    @Test
    void readingSameLinesAgainIsReread() {
        read("src/a.py", 1, 20);
        assertThat(read("src/a.py", 1, 20)).isEqualTo(CallNews.REREAD);
    }

    @Test
    void readingPartOfLinesThatAreKnownIsReread() {
        read("src/a.py", 1, 20);
        read("src/a.py", 21, 20);
        assertThat(read("src/a.py", 11, 20)).isEqualTo(CallNews.REREAD);
    }

    @Test
    void readingFurtherLinesIsNews() {
        read("src/a.py", 1, 20);
        assertThat(read("src/a.py", 11, 20)).isEqualTo(CallNews.NEW);
    }

    @Test
    void readingFileAfterItsEditIsNews() {
        read("src/a.py", 1, 20);
        edit("src/a.py", "The file src/a.py has been updated.");
        assertThat(work.take(call(
                        "Read",
                        "{\"file_path\":\"src/a.py\",\"offset\":1,\"limit\":20}",
                        numbered(1, 20) + "\n21\tnew")))
                .isEqualTo(CallNews.NEW);
    }

    @Test
    void refusedEditIsFailedEdit() {
        assertThat(edit("src/a.py", "Error: old_string not found in file")).isEqualTo(CallNews.FAILED_EDIT);
    }

    @Test
    void sameEditTwiceIsNoRepeat() {
        edit("src/a.py", "The file src/a.py has been updated.");
        assertThat(edit("src/a.py", "The file src/a.py has been updated.")).isEqualTo(CallNews.NEW);
    }

    @Test
    void sameCommandWithSameAnswerIsRepeat() {
        work.take(call("Grep", "{\"pattern\":\"TODO\"}", "src/a.py:3: TODO"));
        assertThat(work.take(call("Grep", "{\"pattern\":\"TODO\"}", "src/a.py:3: TODO")))
                .isEqualTo(CallNews.REPEAT);
    }

    @Test
    void sameCommandWithAnotherAnswerIsNews() {
        work.take(call("Bash", "{\"command\":\"npm test\"}", "1 failing"));
        assertThat(work.take(call("Bash", "{\"command\":\"npm test\"}", "all passing")))
                .isEqualTo(CallNews.NEW);
    }

    @Test
    void emptyAnswersAreNoRepeats() {
        work.take(call("Bash", "{\"command\":\"sync\"}", ""));
        assertThat(work.take(call("Bash", "{\"command\":\"sync\"}", ""))).isEqualTo(CallNews.NEW);
    }

    @Test
    void callsBeyondWhatIsRememberedAreNewsAgain() {
        work.take(call("Grep", "{\"pattern\":\"first\"}", "found"));
        IntStream.range(0, 3_000).forEach(i -> work.take(call("Grep", "{\"pattern\":\"" + i + "\"}", "found")));
        assertThat(work.take(call("Grep", "{\"pattern\":\"first\"}", "found"))).isEqualTo(CallNews.NEW);
    }

    private CallNews read(String path, int offset, int limit) {
        String arguments = "{\"file_path\":\"%s\",\"offset\":%d,\"limit\":%d}".formatted(path, offset, limit);
        return work.take(call("Read", arguments, numbered(offset, limit)));
    }

    private CallNews edit(String path, String answer) {
        String arguments = "{\"file_path\":\"%s\",\"old_string\":\"a\",\"new_string\":\"b\"}".formatted(path);
        return work.take(call("Edit", arguments, answer));
    }

    private static String numbered(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(line -> line + "\tvalue_" + line + " = " + line)
                .collect(Collectors.joining("\n"));
    }

    private static ToolText call(String tool, String arguments, String result) {
        return new ToolText("id", tool, arguments, result);
    }
}
