package io.plimsoll.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.surface.SurfaceRequest.SessionHints;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionNamesTest {

    private static final SessionHints HINTS =
            new SessionHints("cache-key", "conversation", "{\"session_id\":\"from-user-id\"}", "metadata");

    @Test
    void theFirstSourceInOrderNamesTheSession() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        assertThat(SessionNames.of(headers, SessionHints.NONE, null).session()).isNull();
        assertThat(SessionNames.of(headers, new SessionHints(null, null, null, "m"), null)
                        .session())
                .isEqualTo("m");
        assertThat(SessionNames.of(headers, new SessionHints("p", "c", null, "m"), null)
                        .session())
                .isEqualTo("p");
        headers.set("x-session-affinity", "affinity");
        headers.set("x-session-id", "x-session");
        assertThat(SessionNames.of(headers, new SessionHints("p", "c", null, "m"), null)
                        .session())
                .isEqualTo("x-session");
        assertThat(SessionNames.of(headers, HINTS, null).session()).isEqualTo("from-user-id");
        headers.set("X-Claude-Code-Session-Id", "claude");
        assertThat(SessionNames.of(headers, HINTS, null).session()).isEqualTo("claude");
        headers.set("x-own", "operator");
        assertThat(SessionNames.of(headers, HINTS, "x-own").session()).isEqualTo("operator");
    }

    @Test
    void anEarlierSessionServesWhereTheClientNamesNone() {
        var unnamed = new SessionNames(null, "lane");
        assertThat(unnamed.orSession("earlier")).isEqualTo(new SessionNames("earlier", "lane"));
        assertThat(unnamed.orSession(null)).isEqualTo(unnamed);
        assertThat(new SessionNames("own", null).orSession("earlier").session()).isEqualTo("own");
    }

    @Test
    void readsTheOldFormOfTheUserId() {
        var hints =
                new SessionHints(null, null, "user_ab_account_cd_session_0b9e6a3c-1111-2222-3333-444455556666", null);
        assertThat(SessionNames.of(MultiMap.caseInsensitiveMultiMap(), hints, null)
                        .session())
                .isEqualTo("0b9e6a3c-1111-2222-3333-444455556666");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\u00e9", "line\nbreak", "{not json", "{\"session_id\":7}"})
    void whatCannotBeANameIsNone(String name) {
        var hints = new SessionHints(name.startsWith("{") ? null : name, null, name, null);
        assertThat(SessionNames.of(MultiMap.caseInsensitiveMultiMap(), hints, null)
                        .session())
                .isNull();
    }

    @Test
    void anOverlongNameIsNoneAndNotCutShort() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("x-session-id", "s".repeat(256));
        assertThat(SessionNames.of(headers, SessionHints.NONE, null).session()).isNull();
    }

    @Test
    void aThreadThatIsTheSessionItselfIsNoLaneBesideIt() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().set("session-id", "s").set("thread-id", "s");
        assertThat(SessionNames.of(headers, SessionHints.NONE, null).lane()).isNull();
        headers.set("thread-id", "child");
        assertThat(SessionNames.of(headers, SessionHints.NONE, null).lane()).isEqualTo("child");
    }
}
