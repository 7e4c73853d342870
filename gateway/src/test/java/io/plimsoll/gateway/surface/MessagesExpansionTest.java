package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesExpansionTest {

    private static final String NOTE = "{\"role\":\"user\",\"content\":\"It was \\\"so\\\".\"}";
    private static final String BLOCK = "{\"type\":\"compaction\",\"content\":\"It was \\\"so\\\".\"}";
    private static final String BRIDGE =
            "{\"role\":\"assistant\",\"content\":\"Understood. The notes above stand; I" + " continue from here.\"}";

    private final Expansion expansion = new MessagesSurface().expansion();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[{\"role\":\"user\",\"content\":\"about \\\"compaction\\\" blocks\"}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"compaction\"}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"compaction\",\"type\":\"text\"}]}],\"a\":\"compaction\"}",
                "{\"messages\":\"compaction\"}",
                "{\"a\":\"compaction\"}",
                "{"
            })
    void aBodyWithoutSuchABlockIsTheClientsOwnArray(String body) throws MalformedRequestException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertThat(expansion.expand("t", bytes).body()).isSameAs(bytes);
    }

    @Test
    void everythingBeforeTheBlockGivesWayToItsNoteAndTheRestKeepsItsBytes() throws MalformedRequestException {
        String body =
                "{\"model\" : \"m\",\"messages\": [ {\"role\":\"user\",\"content\":\"Old.\"} , {\"content\":[ " + BLOCK
                        + " , {\"text\" : \"\\u0041nswer\",\"type\":\"text\"} , {\"type\":\"new\",\"x\":1e2} ], \"role\":\"assistant\"},"
                        + "{\"role\" :\"user\",\"content\":\"N\\u00e4chstes.\"} ], \"max_tokens\":5}";

        assertThat(expanded(body))
                .isEqualTo(
                        "{\"model\" : \"m\",\"messages\": [ " + NOTE
                                + ",{\"content\":[ {\"text\" : \"\\u0041nswer\",\"type\":\"text\"},{\"type\":\"new\",\"x\":1e2} ],"
                                + " \"role\":\"assistant\"},{\"role\" :\"user\",\"content\":\"N\\u00e4chstes.\"} ], \"max_tokens\":5}");
    }

    @Test
    void theNewestBlockCounts() throws MalformedRequestException {
        String older = "{\"type\":\"compaction\",\"content\":\"Older.\"}";
        assertThat(expanded(messages(
                        user("a"),
                        assistant(older, text("b")),
                        user("c"),
                        assistant(older, text("d"), BLOCK, text("e")),
                        user("f"))))
                .isEqualTo(messages(NOTE, assistant(text("e")), user("f")));
    }

    @Test
    void aMessageThatWasNothingButTheBlockGoesAndTheRolesStayInTurn() throws MalformedRequestException {
        assertThat(expanded(messages(user("a"), assistant(BLOCK)))).isEqualTo(messages(NOTE));
        assertThat(expanded(messages(user("a"), assistant(BLOCK), assistant(text("b")))))
                .isEqualTo(messages(NOTE, assistant(text("b"))));
        assertThat(expanded(messages(assistant(BLOCK), user("b"), assistant(text("c")), user("d"))))
                .isEqualTo(messages(NOTE, BRIDGE, user("b"), assistant(text("c")), user("d")));
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"content\":null", ",\"content\":\"\"", ""})
    void aCompactionThatFailedStandsForNothing(String content) throws MalformedRequestException {
        String failed = "{\"type\":\"compaction\"" + content + "}";

        assertThat(expanded(messages(user("a"), assistant(failed, text("b")), user("c"))))
                .isEqualTo(messages(user("a"), assistant(text("b")), user("c")));
        assertThat(expanded(messages(user("a"), assistant(failed), assistant(failed), user("c"))))
                .isEqualTo(messages(user("a"), user("c")));
        assertThat(expanded(messages(user("a"), assistant(BLOCK, failed, text("b")), user("c"), assistant(failed))))
                .isEqualTo(messages(NOTE, assistant(text("b")), user("c")));
    }

    @Test
    void aMarkForTheCacheOnTheBlockDoesNotMoveTheNote() throws MalformedRequestException {
        String marked = BLOCK.replace("}", ",\"cache_control\":{\"type\":\"ephemeral\"}}");
        assertThat(expanded(messages(user("a"), assistant(marked, text("b")), user("c"))))
                .isEqualTo(expanded(messages(user("a"), assistant(BLOCK, text("b")), user("c"))));
    }

    @Test
    void aNoteThatIsNoTextIsRefusedWithItsPathAndValue() {
        assertThatThrownBy(() -> expanded(messages(user("a"), assistant("{\"type\":\"compaction\",\"content\":7}"))))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessage("messages[1].content[0].content: 7 (expected: a string)");
    }

    private String expanded(String body) throws MalformedRequestException {
        return new String(
                expansion.expand("t", body.getBytes(StandardCharsets.UTF_8)).body(), StandardCharsets.UTF_8);
    }

    private static String messages(String... messages) {
        return "{\"model\":\"m\",\"messages\":[" + String.join(",", messages) + "]}";
    }

    private static String user(String text) {
        return "{\"role\":\"user\",\"content\":\"" + text + "\"}";
    }

    private static String assistant(String... blocks) {
        return "{\"role\":\"assistant\",\"content\":[" + String.join(",", blocks) + "]}";
    }

    private static String text(String text) {
        return "{\"type\":\"text\",\"text\":\"" + text + "\"}";
    }
}
