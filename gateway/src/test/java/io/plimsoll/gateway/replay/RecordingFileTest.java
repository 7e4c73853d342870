package io.plimsoll.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingFileTest {

    @TempDir
    private Path folder;

    private List<Recording> read(String content) throws IOException {
        return RecordingFile.read(Files.writeString(folder.resolve("recording"), content));
    }

    private static List<String> texts(Recording recording) {
        return recording.messages().stream().map(Object::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                [{"role":"user","content":"hi"},{"role":"assistant","content":"ho","name":"x"}]""",
                """
                {"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"ho","name":"x"}]}""",
                """
                {"role":"user","content":"hi"}
                {"role":"assistant","content":"ho","name":"x"}
                """,
                """
                [{"task_id":7,"traj":[{"role":"user","content":"hi"},{"role":"assistant","content":"ho","name":"x"}]}]""",
            })
    void readsChatMessagesAsTheyAre(String content) throws IOException {
        var sessions = read(content);

        assertThat(sessions).hasSize(1);
        assertThat(texts(sessions.getFirst()))
                .containsExactly(
                        "{\"role\":\"user\",\"content\":\"hi\"}",
                        "{\"role\":\"assistant\",\"content\":\"ho\",\"name\":\"x\"}");
        assertThat(sessions.getFirst().answers()).containsExactly(1);
    }

    @Test
    void readsToolsModelAndSystemTextOfARequestBody() throws IOException {
        var session = read("""
                {"model":"m","system":"Be terse.","tools":[{"type":"function","function":{"name":"ls"}}],
                 "messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"ho"}]}""").getFirst();

        assertThat(session.model()).isEqualTo("m");
        assertThat(session.tools()).hasSize(1);
        assertThat(texts(session).getFirst()).isEqualTo("{\"role\":\"system\",\"content\":\"Be terse.\"}");
    }

    @Test
    void readsEachLineOfConversationsAsASession() throws IOException {
        var sessions = read("""
                {"messages":[{"role":"user","content":"1"},{"role":"assistant","content":"a"}]}
                {"messages":[{"role":"user","content":"2"},{"role":"assistant","content":"b"}]}
                """);

        assertThat(sessions).hasSize(2);
    }

    @Test
    void leavesOutSessionsThatHoldNoAnswer() throws IOException {
        var sessions = read("""
                [{"messages":[{"role":"user","content":"1"}]},
                 {"messages":[{"role":"user","content":"2"},{"role":"assistant","content":"b"}]}]""");

        assertThat(sessions).hasSize(1);
    }

    private static final String AGENT_LOG = """
            {"type":"session","id":"s"}
            {"type":"message","message":{"role":"user","content":[{"type":"text","text":"fix it"}]}}
            {"type":"message","message":{"role":"assistant","content":[],"model":"other"}}
            {"type":"message","message":{"role":"assistant","model":"big","content":[{"type":"thinking","thinking":"hm"},\
            {"type":"text","text":"I look."},{"type":"toolCall","id":"c1","name":"read","arguments":{"path":"a"}},\
            {"type":"toolCall","id":"c2","name":"read","arguments":{"path":"b"}}]}}
            {"type":"message","message":{"role":"toolResult","toolCallId":"c1","content":[{"type":"text","text":"A"}]}}
            {"type":"message","message":{"role":"assistant","model":"big","content":[{"type":"text","text":"Done."}]}}
            """;

    @Test
    void readsAnAgentsLogWithoutWhatWasBrokenOff() throws IOException {
        var session = read(AGENT_LOG).getFirst();

        assertThat(session.model()).isEqualTo("big");
        assertThat(texts(session))
                .containsExactly(
                        "{\"role\":\"user\",\"content\":\"fix it\"}",
                        "{\"role\":\"assistant\",\"content\":\"I look.\",\"reasoning_content\":\"hm\",\"tool_calls\":"
                                + "[{\"id\":\"c1\",\"type\":\"function\",\"function\":"
                                + "{\"name\":\"read\",\"arguments\":\"{\\\"path\\\":\\\"a\\\"}\"}}]}",
                        "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"A\"}",
                        "{\"role\":\"assistant\",\"content\":\"Done.\"}");
        assertThat(session.answers()).containsExactly(1, 3);
    }

    @Test
    void readsResultsInUserMessagesAndJoinsTheLinesOfOneAnswer() throws IOException {
        var session = read("""
                {"type":"user","message":{"role":"user","content":"fix it"}}
                {"type":"assistant","message":{"role":"assistant","content":[{"type":"text","text":"I look."}]}}
                {"type":"assistant","message":{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"ls","input":{}}]}}
                {"type":"user","isSidechain":true,"message":{"role":"user","content":"another conversation"}}
                {"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"a b"}]}}
                {"type":"assistant","message":{"role":"assistant","content":[{"type":"text","text":"Done."}]}}
                """).getFirst();

        assertThat(texts(session))
                .containsExactly(
                        "{\"role\":\"user\",\"content\":\"fix it\"}",
                        "{\"role\":\"assistant\",\"content\":\"I look.\",\"tool_calls\":[{\"id\":\"t\",\"type\":"
                                + "\"function\",\"function\":{\"name\":\"ls\",\"arguments\":\"{}\"}}]}",
                        "{\"role\":\"tool\",\"tool_call_id\":\"t\",\"content\":\"a b\"}",
                        "{\"role\":\"assistant\",\"content\":\"Done.\"}");
    }

    @Test
    void definesTheToolsThatALogLeavesOut() throws IOException {
        assertThat(CalledTools.in(read(AGENT_LOG).getFirst().messages()))
                .extracting(Object::toString)
                .containsExactly("{\"type\":\"function\",\"function\":{\"name\":\"read\",\"parameters\":"
                        + "{\"type\":\"object\",\"properties\":{\"path\":{}}}}}");
    }

    @Test
    void readsTheHistoryOfATrajectory() throws IOException {
        var session = read("""
                {"trajectory":[],"replay_config":{"agent":{"model":{"name":"m"}}},"history":[
                 {"role":"system","content":"S","agent":"main"},
                 {"role":"user","content":[{"type":"text","text":"issue"}]},
                 {"role":"assistant","content":"look","thought":"look","action":"ls","tool_calls":[{"id":"c","type":"function",
                  "function":{"name":"ls","arguments":"{}"}}]},
                 {"role":"tool","content":"a b","tool_call_ids":["c"]},
                 {"role":"assistant","content":"done"}]}""").getFirst();

        assertThat(session.model()).isEqualTo("m");
        assertThat(session.messages())
                .extracting(message -> message.path("role").asString())
                .containsExactly("system", "user", "assistant", "tool", "assistant");
        assertThat(session.messages().get(3).path("tool_call_id").asString()).isEqualTo("c");
        assertThat(session.messages().get(1).path("content").asString()).isEqualTo("issue");
    }

    @Test
    void readsTheStepsOfATrajectoryWithoutHistory() throws IOException {
        var session = read("""
                {"trajectory":[
                 {"query":[{"role":"user","content":"issue"}],"response":"ls","observation":"a b"},
                 {"response":"cat a","observation":"A"}]}""").getFirst();

        assertThat(session.messages())
                .extracting(message -> message.path("content").asString())
                .containsExactly("issue", "ls", "a b", "cat a", "A");
        assertThat(session.answers()).containsExactly(1, 3);
    }

    @Test
    void readsGzippedFilesWhateverTheirName() throws IOException {
        Path file = folder.resolve("recording.txt");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(AGENT_LOG.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(RecordingFile.read(file)).hasSize(1);
    }

    private void assertUnreadable(String content, String sentence) {
        Path file = folder.resolve("recording");
        assertThatExceptionOfType(UnreadableRecordingException.class)
                .isThrownBy(() -> read(content))
                .withMessage(file + ": " + sentence);
    }

    @Test
    void saysInOneSentenceWhatIsWrongWithAFile() {
        assertUnreadable("", "the file is empty");
        assertUnreadable("{\"messages\":[", "not JSON (line 1, column 14)");
        assertUnreadable(
                "{\"a\":1}",
                "not a recorded session (expected: chat messages, an agent's log, or a SWE-agent trajectory)");
        assertUnreadable(
                "[{\"role\":\"user\",\"content\":\"hi\"}]",
                "no assistant message follows another message, so there is no turn to replay");
        assertUnreadable(
                "[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"oracle\",\"content\":\"ho\"}]",
                "message 1: role: 'oracle' (expected: one of [assistant, developer, function, system, tool, user])");
    }

    @Test
    void saysThatAFileIsMissing() {
        Path missing = folder.resolve("nowhere");

        assertThatExceptionOfType(UnreadableRecordingException.class)
                .isThrownBy(() -> RecordingFile.read(missing))
                .withMessage(missing + ": there is no such file");
    }

    @Test
    void saysThatAGzippedFileIsCutShort() throws IOException {
        Path file = folder.resolve("recording.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(AGENT_LOG.getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));

        assertThatExceptionOfType(UnreadableRecordingException.class)
                .isThrownBy(() -> RecordingFile.read(file))
                .withMessageStartingWith(file + ": ");
    }
}
