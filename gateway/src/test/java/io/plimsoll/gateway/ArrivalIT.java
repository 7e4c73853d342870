package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Large results under a policy that has them say the same in fewer words when they arrive. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ArrivalIT {

    private static final String LARGE = AgentHistory.words(700, 1);
    private static final String FIRST_LINE = LARGE.lines().findFirst().orElseThrow();
    private static final String SAME = "[same as the result of read_file src/A.java above]";

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final RunningGateway gateway =
            RunningGateway.before("policies: [{name: wide, context: {cap: 20000}, arrival: lossless}]", engine.port());
    private final RunningGateway small = RunningGateway.before(
            "policies: [{name: small, context: {cap: 2000, newest-results: 2}, arrival: lossless, when-over: trim}]",
            engine.port());

    @AfterAll
    void stop() {
        gateway.assertNothingReserved();
        small.assertNothingReserved();
        gateway.close();
        small.close();
        engine.close();
    }

    @Test
    void aResultThatStandsInAChatAlreadyIsNamedAndStaysSo() {
        AgentHistory history =
                AgentHistory.begin("You are an agent.").user("Look.").reads("src/A.java", LARGE);
        assertThat(decision(gateway.chat(history.request(), "x-session-id", "chat")))
                .isEqualTo("pass");

        HttpResponse<String> second =
                gateway.chat(history.reads("src/A.java", LARGE).request(), "x-session-id", "chat");

        SentPrompt sent = engine.lastSent();
        sent.assertLegal();
        assertThat(decision(second)).isEqualTo("reduce");
        assertThat(sent.newestText()).isEqualTo(SAME);
        assertThat(number(second, "sent-tokens")).isEqualTo(sent.tokens()).isLessThan(number(second, "client-tokens"));
        HttpResponse<String> third = gateway.chat(history.user("Go on.").request(), "x-session-id", "chat");
        assertThat(decision(third)).isEqualTo("view");
        assertThat(engine.lastSent().elements().subList(0, sent.elements().size()))
                .isEqualTo(sent.elements());
        assertThat(gateway.metric("plimsoll_reductions_total")).isGreaterThanOrEqualTo(1);
        assertThat(gateway.get("/plimsoll/sessions/chat").body()).contains("\"reduced\"");
    }

    @Test
    void aRetryIsSentAsTheSameBytes() {
        AgentHistory history = AgentHistory.begin("You are an agent.")
                .user("Look.")
                .reads("src/A.java", LARGE)
                .reads("src/A.java", LARGE);
        gateway.chat(history.request(), "x-session-id", "retries");
        String sent = engine.lastPrompt().receivedBody();

        HttpResponse<String> retry = gateway.chat(history.request(), "x-session-id", "retries");

        assertThat(decision(retry)).isEqualTo("view");
        assertThat(engine.lastPrompt().receivedBody()).isEqualTo(sent);
    }

    @Test
    void aMessageThatIsSpeltInAnotherWayLaterStillSaysItInFewerWords() {
        MessagesHistory history =
                MessagesHistory.begin("Look.").reads("src/A.java", LARGE).reads("src/A.java", LARGE);
        String marked = history.request("")
                .replace(
                        "\"tool_use_id\":\"toolu_2\",",
                        "\"tool_use_id\":\"toolu_2\",\"cache_control\":{\"type\":\"ephemeral\"},");

        HttpResponse<String> first = gateway.post("/v1/messages", marked, "x-session-id", "marks");

        SentMessages sent = SentMessages.of(engine.lastPrompt());
        sent.assertLegal();
        assertThat(decision(first)).isEqualTo("reduce");
        assertThat(sent.text()).containsOnlyOnce(FIRST_LINE).contains(SAME);
        history.reads("src/B.java", "short");
        HttpResponse<String> next = gateway.post("/v1/messages", history.request(""), "x-session-id", "marks");
        assertThat(decision(next)).isEqualTo("view");
        List<String> elements = sent.elements().stream()
                .map(element -> element.replace("\"cache_control\":{\"type\":\"ephemeral\"},", ""))
                .toList();
        assertThat(SentMessages.of(engine.lastPrompt()).elements().subList(0, elements.size()))
                .isEqualTo(elements);
    }

    @Test
    void anImageBesideTheTextStays() {
        String image =
                "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}}";
        String plain = MessagesHistory.begin("Look.")
                .reads("src/A.java", LARGE)
                .reads("src/A.java", LARGE)
                .request("");
        int content = plain.lastIndexOf("\"content\":\"") + "\"content\":".length();
        int end = plain.indexOf("\"}]}", content) + 1;
        String listed = plain.substring(0, content) + "[{\"type\":\"text\",\"text\":" + plain.substring(content, end)
                + "}," + image + "]" + plain.substring(end);

        gateway.post("/v1/messages", listed, "x-session-id", "images");

        assertThat(SentMessages.of(engine.lastPrompt()).text())
                .contains("[{\"type\":\"text\",\"text\":\"" + SAME + "\"}," + image + "]");
    }

    @Test
    void anOutputItemOfAResponsesInputSaysItInFewerWords() {
        ItemHistory history = ItemHistory.begin("You are an agent.")
                .user("Look.")
                .reads("src/A.java", LARGE)
                .reads("src/A.java", LARGE);

        HttpResponse<String> answer =
                gateway.post("/v1/responses", history.request(",\"store\":false"), "x-session-id", "items");

        SentItems sent = SentItems.of(engine.lastPrompt());
        sent.assertLegal();
        assertThat(decision(answer)).isEqualTo("reduce");
        assertThat(sent.text()).containsOnlyOnce(FIRST_LINE).contains(SAME);
        gateway.post("/v1/responses", history.user("Go on.").request(",\"store\":false"), "x-session-id", "items");
        assertThat(SentItems.of(engine.lastPrompt())
                        .elements()
                        .subList(0, sent.elements().size()))
                .isEqualTo(sent.elements());
    }

    @Test
    void whatACutTakesAwayIsToldInFullWhereItWasReferredTo() {
        String file = AgentHistory.words(520, 3);
        AgentHistory history = AgentHistory.begin("You are an agent.")
                .user("Look. " + AgentHistory.words(300, 4))
                .reads("src/A.java", file)
                .reads("src/A.java", file);
        small.chat(history.request(), "x-session-id", "refers");
        assertThat(engine.lastSent().newestText()).isEqualTo(SAME);

        HttpResponse<String> cut = small.chat(
                history.reads("src/B.java", AgentHistory.words(420, 5))
                        .user(AgentHistory.words(450, 6))
                        .request(),
                "x-session-id",
                "refers");

        SentPrompt sent = engine.lastSent();
        sent.assertLegal();
        assertThat(decision(cut)).isEqualTo("cut");
        assertThat(sent.text()).contains(file.lines().findFirst().orElseThrow()).doesNotContain(SAME);
        assertThat(sent.tokens()).isLessThanOrEqualTo(2_000);
    }

    private static String decision(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-plimsoll-decision").orElseThrow();
    }

    private static int number(HttpResponse<String> answer, String name) {
        return Integer.parseInt(
                answer.headers().firstValue("x-plimsoll-" + name).orElseThrow());
    }
}
