package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What was cut comes back when it is asked for: to its own session, once, where it does not move the prefix. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class RecallIT {

    private static final String SECRET = "cobalt heron";
    private static final String QUESTION = "What is the staging passphrase in deploy/staging.env?";
    private static final String KEY_A = "key-of-a";
    private static final String KEY_B = "key-of-b";

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final RunningGateway gateway = RunningGateway.before(
            """
            policies: [{name: small, context: {cap: 2000, newest-results: 1}, recall: {budget: 400}}]
            tenants:
            - {name: a, key-sha256: %s}
            - {name: b, key-sha256: %s}
            """.formatted(RunningGateway.sha256(KEY_A), RunningGateway.sha256(KEY_B)), engine.port());

    @AfterAll
    void stop() {
        gateway.assertNothingReserved();
        gateway.close();
        engine.close();
    }

    @Test
    void aFactThatWasCutComesBackBeforeTheUsersOwnWords() {
        AgentHistory history = cutAway("comes-back");

        HttpResponse<String> answer = ask(history.user(QUESTION), "comes-back", KEY_A);

        assertThat(decision(answer)).contains("recall");
        assertThat(engine.lastSent().newestText()).contains(SECRET).endsWith(QUESTION);
        assertThat(engine.lastSent().tokens()).isLessThanOrEqualTo(2_000);
        engine.lastSent().assertLegal();
    }

    @Test
    void aRecalledPassageStaysWhereItIsAndIsNotRecalledAgain() {
        AgentHistory history = cutAway("stays");
        ask(history.user(QUESTION), "stays", KEY_A);
        List<String> sent = engine.lastSent().elements();

        ask(history.assistant("It is in the file.").user(QUESTION), "stays", KEY_A);

        assertThat(engine.lastSent().elements()).startsWith(sent.toArray(String[]::new));
        assertThat(engine.lastSent().text()).containsOnlyOnce(SECRET);
    }

    @Test
    void aTenantNeverSeesWhatAnotherToldTheSameSession() {
        cutAway("shared-name");
        AgentHistory other = filled(begin());
        ask(other, "shared-name", KEY_B);

        ask(other.assistant("Read.").user(QUESTION), "shared-name", KEY_B);

        assertThat(engine.lastSent().text()).doesNotContain(SECRET);
        assertThat(search("b")).doesNotContain(SECRET);
        assertThat(search("a")).contains(SECRET);
    }

    @Test
    void aSessionNeverSeesWhatAnotherWasTold() {
        cutAway("one");
        AgentHistory other = filled(begin());
        ask(other, "two", KEY_A);

        ask(other.assistant("Read.").user(QUESTION), "two", KEY_A);

        assertThat(engine.lastSent().text()).doesNotContain(SECRET);
    }

    /** A history of tenant a whose secret is cut away by its last request. */
    private AgentHistory cutAway(String session) {
        AgentHistory history = begin().reads(
                        "deploy/staging.env",
                        AgentHistory.words(60, 7) + "\nstaging passphrase: " + SECRET + "\n"
                                + AgentHistory.words(60, 8));
        ask(filled(history), session, KEY_A);
        assertThat(engine.lastSent().text()).doesNotContain(SECRET);
        return history.assistant("All files are read.");
    }

    private HttpResponse<String> ask(AgentHistory history, String session, String key) {
        HttpResponse<String> answer =
                gateway.chat(history.request(), "x-session-id", session, "authorization", "Bearer " + key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private String search(String tenant) {
        return gateway.post("/plimsoll/search", "{\"query\":\"staging passphrase\",\"tenant\":\"" + tenant + "\"}")
                .body();
    }

    private static AgentHistory begin() {
        return AgentHistory.begin("You are a coding agent.").user("Look at all files.");
    }

    private static AgentHistory filled(AgentHistory history) {
        for (int i = 0; i < 9; i++) {
            history.reads("f" + i, AgentHistory.words(220, i));
        }
        return history;
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }
}
