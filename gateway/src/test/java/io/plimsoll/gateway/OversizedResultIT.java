package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Newest results that alone are more than a lane may hold: they say less, and nothing is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class OversizedResultIT {

    private static final int CAP = 2_000;
    private static final String HUGE = AgentHistory.words(6_000, 1);

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final RunningGateway gateway =
            RunningGateway.before("policies: [{name: small, context: {cap: 2000}, when-over: trim}]", engine.port());

    @AfterAll
    void stop() {
        gateway.assertNothingReserved();
        gateway.close();
        engine.close();
    }

    @Test
    void aChatGetsBelowItsLineWithItsNewestResultInPlace() {
        AgentHistory history = AgentHistory.begin("You are an agent.")
                .user("Look at it all.")
                .reads("src/A.java", AgentHistory.words(300, 2))
                .reads("src/B.java", HUGE);

        HttpResponse<String> answer = gateway.chat(history.request(), "x-session-id", "chat");

        SentPrompt sent = engine.lastSent();
        sent.assertLegal();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(decision(answer)).contains("reduce");
        assertThat(sent.tokens()).isLessThanOrEqualTo(CAP).isGreaterThan(CAP / 2);
        assertThat(sent.newestText()).contains("left out");
        assertThat(sent.newestText().lines().filter(line -> !line.contains("left out")))
                .isNotEmpty()
                .allMatch(HUGE::contains);
        gateway.chat(history.user("Go on.").request(), "x-session-id", "chat");
        assertThat(engine.lastSent().elements().subList(0, sent.elements().size()))
                .isEqualTo(sent.elements());
    }

    @Test
    void smallResultsBesideALargeOneStayWordForWord() {
        String small = AgentHistory.words(250, 3);
        AgentHistory history = AgentHistory.begin("You are an agent.")
                .user("Look at it all.")
                .reads("src/A.java", small)
                .reads("src/B.java", HUGE);

        gateway.chat(history.request(), "x-session-id", "beside");

        assertThat(engine.lastSent().elements())
                .anyMatch(element -> element.contains(small.substring(0, 200).replace("\n", "\\n")));
        assertThat(engine.lastSent().tokens()).isLessThanOrEqualTo(CAP);
    }

    @Test
    void messagesGetBelowTheirLineWithTheNewestResultInPlace() {
        MessagesHistory history = MessagesHistory.begin("Look at it all.").reads("src/B.java", HUGE);

        HttpResponse<String> answer = gateway.post("/v1/messages", history.request(""), "x-session-id", "messages");

        SentMessages sent = SentMessages.of(engine.lastPrompt());
        sent.assertLegal();
        assertThat(decision(answer)).contains("reduce");
        assertThat(sent.tokens()).isLessThanOrEqualTo(CAP).isGreaterThan(CAP / 2);
    }

    @Test
    void itemsGetBelowTheirLineWithTheNewestResultInPlace() {
        ItemHistory history =
                ItemHistory.begin("You are an agent.").user("Look at it all.").reads("src/B.java", HUGE);

        HttpResponse<String> answer =
                gateway.post("/v1/responses", history.request(",\"store\":false"), "x-session-id", "items");

        SentItems.of(engine.lastPrompt()).assertLegal();
        assertThat(decision(answer)).contains("reduce");
        assertThat(Integer.parseInt(
                        answer.headers().firstValue("x-plimsoll-sent-tokens").orElseThrow()))
                .isLessThanOrEqualTo(CAP)
                .isGreaterThan(CAP / 2);
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }
}
