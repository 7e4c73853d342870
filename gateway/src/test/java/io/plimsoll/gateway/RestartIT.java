package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.docs.PlimsollProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed, and goes on: what it sends then begins with what it sent before. */
@Timeout(180)
class RestartIT {

    private static final String SECRET = "cobalt-heron-4417";
    private static final String QUESTION = "What is the staging passphrase in deploy/staging.env?";
    private static final String CLEARS = ",\"context_management\":{\"edits\":[{\"type\":\"clear_tool_uses_20250919\","
            + "\"trigger\":{\"type\":\"input_tokens\",\"value\":1000},\"keep\":{\"type\":\"tool_uses\",\"value\":2}}]}";
    private static final String SYSTEM = "You are a coding agent.";

    @TempDir
    private Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<ScriptedEngine> engines = List.of(ScriptedEngine.start(), ScriptedEngine.start());

    @AfterEach
    void stop() {
        http.close();
        engines.forEach(ScriptedEngine::close);
    }

    @Test
    void afterAKillTheNextRequestBeginsWithTheBytesOfTheLastOne() throws Exception {
        List<Session> sessions = List.of(
                new Session("/v1/chat/completions", "", "chat", AgentHistory.begin(SYSTEM), "cut", "recall"),
                new Session("/v1/chat/completions", "", "", AgentHistory.begin(SYSTEM), "cut", "recall"),
                new Session("/v1/messages", "", "messages", MessagesHistory.begin("You read files."), "cut", "recall"),
                new Session("/v1/messages", CLEARS, "clears", MessagesHistory.begin("You read files."), "clear"),
                new Session(
                        "/v1/responses", ",\"store\":false", "responses", ItemHistory.begin(SYSTEM), "cut", "recall"));
        try (PlimsollProcess killed = start(2_000)) {
            for (Session session : sessions) {
                session.liveThrough(killed.port());
            }
            killed.kill();
        }
        for (int restart = 0; restart < 2; restart++) {
            try (PlimsollProcess next = start(20_000)) {
                for (Session session : sessions) {
                    session.goOn(next.port());
                }
                next.kill();
            }
        }
    }

    /** @param cap with more room than it had, nothing is cut that was not before */
    private PlimsollProcess start(int cap) throws IOException {
        Path config = folder.resolve("plimsoll.yaml");
        Files.writeString(
                config, """
                listen: {host: 127.0.0.1, port: 0}
                backends:
                - {name: b0, url: 'http://127.0.0.1:%d'}
                - {name: b1, url: 'http://127.0.0.1:%d'}
                models: [{name: m, tokenizer: cl100k_base}]
                archive: {path: archive, embedding: none}
                policies: [{name: small, context: {cap: %d, newest-results: 1, cuts: {ahead: false}}, recall: {budget: 400}}]
                """.formatted(engines.get(0).port(), engines.get(1).port(), cap));
        return PlimsollProcess.start(folder, List.of("serve", "--config", config.toString()));
    }

    /** A client's session, from gateway to gateway. */
    private final class Session {

        private final String path;
        private final String fields;
        private final String name;
        private final GrowingHistory history;
        private final String[] done;
        private final Set<String> decisions = new HashSet<>();
        private String home = "";
        private String sent = "";
        private int files;

        /**
         * @param name empty for a client that names no session
         * @param done what the gateway does to it at times
         */
        Session(String path, String fields, String name, GrowingHistory history, String... done) {
            this.path = path;
            this.fields = fields;
            this.name = name;
            this.done = done;
            this.history = history.user("Look at all files. I am " + path + " " + name + ".");
        }

        /** Turns enough for cuts behind cuts, and a recall of what went. */
        void liveThrough(int port) throws Exception {
            history.reads("deploy/staging.env", "staging passphrase: " + SECRET);
            for (int turn = 0; turn < 14; turn++) {
                read(220);
                decisions.addAll(send(port));
            }
            history.assistant("All files are read.").user(QUESTION);
            decisions.addAll(send(port));
            history.assistant("It is in the file.").user("Thank you.");
            assertThat(send(port)).contains("view");

            assertThat(decisions).contains(done);
        }

        /** A retry of the last request, and the next one. */
        void goOn(int port) throws Exception {
            String before = sent;
            String homeBefore = home;

            assertThat(send(port)).as(toString()).contains("view");
            assertThat(sent).as(toString()).isEqualTo(before);
            assertThat(home).as(toString()).isEqualTo(homeBefore);

            history.assistant("Now another.").user("Go on.");
            assertThat(send(port)).as(toString()).contains("view");
            assertThat(sent).as(toString()).startsWith(before.substring(0, before.length() - end().length()));
            assertThat(home).as(toString()).isEqualTo(homeBefore);
        }

        private void read(int words) {
            history.reads("src/File" + files + ".java", AgentHistory.words(words, files));
            files++;
        }

        /** What was done to the next request. */
        private List<String> send(int port) throws Exception {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(30))
                    .POST(HttpRequest.BodyPublishers.ofString(history.request(fields)));
            if (!name.isEmpty()) {
                request.header("x-session-id", name);
            }
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            home = answer.headers().firstValue("x-plimsoll-backend").orElseThrow();
            ScriptedEngine engine = engines.get(home.equals("b0") ? 0 : 1);
            sent = engine.lastPrompt().receivedBody();
            return List.of(answer.headers()
                    .firstValue("x-plimsoll-decision")
                    .orElseThrow()
                    .split(","));
        }

        /** What stands behind the history. */
        private String end() {
            return "]" + fields + "}";
        }

        @Override
        public String toString() {
            return path + " " + name;
        }
    }
}
