package io.plimsoll.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.compression.Conversation;
import io.plimsoll.gateway.surface.Surfaces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final SessionNames UNNAMED = new SessionNames(null, null);
    private static final SessionNames NAMED = new SessionNames("s", null);

    private final Surfaces surfaces = new Surfaces();
    private final Lanes lanes = new Lanes(1_000, Duration.ofHours(1), Ticker.systemTicker());

    @Test
    void aHistoryThatExtendsAKnownOneIsTheSameLane() {
        Lane first = lanes.locate("t", UNNAMED, history("u1"));
        assertThat(lanes.locate("t", UNNAMED, history("u1", "a1", "u2"))).isSameAs(first);
        assertThat(lanes.locate("t", UNNAMED, history("u1", "a1", "u2", "a2", "u3")))
                .isSameAs(first);
        assertThat(first.key().session()).startsWith("lineage-");
    }

    @Test
    void aSessionThatIsContinuedByTheNameItGotHereGoesOnInItsLane() {
        Lane first = lanes.locate("t", UNNAMED, history("u1"));
        var continued = UNNAMED.orSession(first.key().session());

        assertThat(lanes.locate("t", continued, history("u1", "a1", "u2"))).isSameAs(first);
        Lane fork = lanes.locate("t", continued, history("u1", "b1", "u2"));
        assertThat(fork).isNotSameAs(first);
        assertThat(fork.key().session()).isEqualTo(first.key().session());
    }

    @Test
    void aRetryIsTheSameLane() {
        Lane first = lanes.locate("t", UNNAMED, history("u1", "a1", "u2"));
        assertThat(lanes.locate("t", UNNAMED, history("u1", "a1", "u2"))).isSameAs(first);
    }

    @Test
    void sessionsThatBeginAlikeAreToldApartOnceTheyDiffer() {
        Lane one = lanes.locate("t", UNNAMED, history("u1"));
        Lane other = lanes.locate("t", UNNAMED, history("u1"));
        assertThat(other).isSameAs(one);
        Lane first = lanes.locate("t", UNNAMED, history("u1", "a1", "u2"));
        Lane second = lanes.locate("t", UNNAMED, history("u1", "b1", "u2"));
        assertThat(second).isNotSameAs(first);
        assertThat(second.key().session()).isNotEqualTo(first.key().session());
        assertThat(lanes.locate("t", UNNAMED, history("u1", "a1", "u2", "a2", "u3")))
                .isSameAs(first);
        assertThat(lanes.locate("t", UNNAMED, history("u1", "b1", "u2", "b2", "u3")))
                .isSameAs(second);
    }

    @Test
    void aSideCallOfANamedSessionIsALaneOfItsOwn() {
        Lane main = lanes.locate("t", NAMED, history("u1"));
        Lane title = lanes.locate("t", NAMED, history("title please"));
        assertThat(title.key().session()).isEqualTo("s");
        assertThat(title.key()).isNotEqualTo(main.key());
        assertThat(lanes.locate("t", NAMED, history("u1", "a1", "u2"))).isSameAs(main);
    }

    @Test
    void aRewoundHistoryIsALaneOfItsOwnInTheSameSession() {
        Lane main = lanes.locate("t", NAMED, history("u1"));
        lanes.locate("t", NAMED, history("u1", "a1", "u2"));
        Lane rewound = lanes.locate("t", NAMED, history("u1", "b1", "u2"));
        assertThat(rewound).isNotSameAs(main);
        assertThat(rewound.key().session()).isEqualTo("s");
    }

    @Test
    void aHistoryThatWasAskedAboutGoesOnInItsLane() {
        Lane main = lanes.locate("t", NAMED, history("u1", "a1", "u2"));
        assertThat(lanes.locateAside("t", NAMED, history("u1", "a1", "u2", "a2", "u summarise")))
                .isSameAs(main);
        assertThat(lanes.locate("t", NAMED, history("u1", "a1", "u2", "a2", "u3")))
                .isSameAs(main);
    }

    @Test
    void theSessionOfAHistoryIsKnownByWhatWasSentOfIt() {
        Lane lane = lanes.locate("t", UNNAMED, history("u1", "a1", "u2"));

        assertThat(lanes.sessionOf("t", UNNAMED, history("u1", "a1", "u2", "a2", "u3")))
                .contains(lane.key().session());
        assertThat(lanes.sessionOf("t", UNNAMED, history("u1", "a2"))).isEmpty();
        assertThat(lanes.sessionOf("other", UNNAMED, history("u1", "a1", "u2"))).isEmpty();
    }

    @Test
    void theNextLaneAfterACompactionFollowsItAndNoOtherDoes() {
        lanes.locate("t", NAMED, history("u1", "a1", "u2"));
        assertThat(lanes.locateAside("t", NAMED, history("u1", "a1", "u2", "a2", "u summarise"))
                        .followsCompaction())
                .isFalse();

        Lane next = lanes.locate("t", NAMED, history("u summary"));

        assertThat(next.followsCompaction()).isTrue();
        assertThat(lanes.locate("t", NAMED, history("u title")).followsCompaction())
                .isFalse();
        assertThat(lanes.locate("t", NAMED, history("u summary", "a3", "u3"))).isSameAs(next);
    }

    @Test
    void aLaneThatBeginsWithAQuestionAsideIsFoundAgain() {
        Lane aside = lanes.locateAside("t", NAMED, history("u summarise"));
        assertThat(lanes.locateAside("t", NAMED, history("u summarise"))).isSameAs(aside);
    }

    @Test
    void tenantsNeverShareALane() {
        assertThat(lanes.locate("b", NAMED, history("b", "u1")))
                .isNotSameAs(lanes.locate("a", NAMED, history("a", "u1")));
    }

    @Test
    void aLaneThatTheClientNamesIsFoundByItsName() {
        var names = new SessionNames("s", "agent-7");
        Lane lane = lanes.locate("t", names, history("u1"));
        assertThat(lane.key().lane()).isEqualTo("agent-7");
        assertThat(lanes.locate("t", names, history("something else"))).isSameAs(lane);
    }

    @Test
    void ofTwoTurnsAtOnceOneChangesTheView() {
        Lane lane = lanes.locate("t", NAMED, history("u1"));
        var seen = lane.state().view();
        var next = new io.plimsoll.compression.View(java.util.List.of(), 1);
        assertThat(lane.tryUpdateView(seen, next)).isTrue();
        assertThat(lane.tryUpdateView(seen, next)).isFalse();
    }

    private Conversation history(String... texts) {
        String messages = Stream.of(texts)
                .map(text -> "{\"role\":\"" + (text.startsWith("u") || text.startsWith("t") ? "user" : "assistant")
                        + "\",\"content\":\"" + text + "\"}")
                .collect(Collectors.joining(","));
        byte[] body = ("{\"model\":\"m\",\"messages\":[" + messages + "]}").getBytes(StandardCharsets.UTF_8);
        try {
            var request = surfaces.at("/v1/chat/completions").orElseThrow().read(body, "t");
            return Objects.requireNonNull(request.history()).conversation();
        } catch (io.plimsoll.gateway.surface.MalformedRequestException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
