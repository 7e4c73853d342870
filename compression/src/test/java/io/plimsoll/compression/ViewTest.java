package io.plimsoll.compression;

import static io.plimsoll.compression.Edits.append;
import static io.plimsoll.compression.Edits.replace;
import static io.plimsoll.compression.Edits.shorten;
import static io.plimsoll.compression.Edits.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ViewTest {

    private static final ChatHistory R1 =
            ChatHistory.withSystem("S").user("u1").step("1", "read", "{}", "t1").step("2", "read", "{}", "t2");
    private static final ChatHistory R2 = R1.step("3", "read", "{}", "t3");
    private static final ChatHistory R3 = R2.step("4", "read", "{}", "t4");
    private static final ChatHistory R4 = R3.step("5", "read", "{}", "t5");

    /** u1 d1 a2 t2: the first cut of the worked example, its stub swallowed by a deeper one. */
    private static final View AFTER_R1 =
            View.EMPTY.withCut(List.of(replace(R1, 2, 3, "s1"))).withCut(List.of(replace(R1, 1, 3, "d1")));

    /** The second cut, and a passage recalled into t4. */
    private static final View AFTER_R3 =
            AFTER_R1.withCut(List.of(replace(R3, 3, 5, "d2"))).withInsert(append(R3, 8, " R"));

    @Test
    void rendersTheBodyItselfWhenThereAreNoEdits() {
        byte[] body = R1.body();

        assertThat(View.EMPTY.render(ChatHistory.count(ChatHistory.parse(body))).apply(body))
                .isSameAs(body);
    }

    @Test
    void followsTheWorkedExample() {
        assertThat(contents(AFTER_R1, R1)).containsExactly("S", "u1", "d1", "a2", "t2");
        assertThat(contents(AFTER_R1, R2)).containsExactly("S", "u1", "d1", "a2", "t2", "a3", "t3");
        assertThat(contents(AFTER_R3, R3)).containsExactly("S", "u1", "d1", "d2", "a3", "t3", "a4", "t4 R");
        assertThat(contents(AFTER_R3, R4)).containsExactly("S", "u1", "d1", "d2", "a3", "t3", "a4", "t4 R", "a5", "t5");
    }

    @Test
    void aClientThatCompactsGetsAViewWithoutEdits() {
        ChatHistory compacted = ChatHistory.withSystem("S").user("u2");

        assertThat(AFTER_R3.on(compacted.conversation()).edits()).isEmpty();
        assertThat(contents(AFTER_R3, compacted)).containsExactly("S", "u2");
    }

    @Test
    void aRewindDropsTheEditsThatDependOnLaterMessagesAndKeepsTheOthers() {
        ChatHistory rewound = R1.first(3).step("9", "read", "{}", "t9");

        assertThat(AFTER_R3.on(rewound.conversation()).edits()).isEqualTo(AFTER_R1.edits());
        assertThat(contents(AFTER_R3, rewound)).containsExactly("S", "u1", "d1", "a9", "t9");
    }

    @Test
    void anEditWithoutItsAnchorTakesTheLaterOnesBehindItAlong() {
        ChatHistory rewritten = new ChatHistory("S", R3.messages()).first(1).step("1", "read", "{}", "other");
        for (String message : R3.messages().subList(3, R3.size())) {
            rewritten = new ChatHistory("S", joined(rewritten, message));
        }

        assertThat(AFTER_R3.on(rewritten.conversation()).edits()).isEmpty();
    }

    @Test
    void anInsertionFollowsItsMessageIntoAnotherSpelling() {
        ChatHistory respelt = respelt("\"role\":", "\"role\" : ");

        assertThat(contents(AFTER_R3, respelt)).isEqualTo(contents(AFTER_R3, R4));
        View on = AFTER_R3.on(respelt.conversation());
        assertThat(on.edits()).hasSize(3);
        assertThat(on.on(respelt.conversation())).isSameAs(on);
        assertThat(AFTER_R3.render(respelt.counted()).startsWith(AFTER_R3.render(R3.counted())))
                .isTrue();
    }

    @Test
    void anInsertionThatHasNoPlaceInAnotherSpellingGoesAlone() {
        ChatHistory respelt = respelt("\"}", "\" }");

        assertThat(contents(AFTER_R3, respelt))
                .startsWith("S", "u1", "d1", "d2")
                .contains("t4");
        assertThat(AFTER_R3.on(respelt.conversation()).edits()).hasSize(2);
    }

    /** The fourth request, with the message that holds the insertion spelt in another way. */
    private static ChatHistory respelt(String from, String to) {
        List<String> messages = new ArrayList<>(R4.messages());
        messages.set(8, messages.get(8).replace(from, to));
        return new ChatHistory("S", messages);
    }

    @Test
    void aRewindToTheMiddleOfACutShowsTheLastUserMessageAndTheLastAtomAgain() {
        ChatHistory told = ChatHistory.withSystem("S")
                .user("u1")
                .assistant("a1")
                .user("u2")
                .assistant("a2");
        ChatHistory more = told.user("u3").assistant("a3").user("u4");
        View view = View.EMPTY.withCut(List.of(replace(more, 0, 4, "d1")));

        assertThat(contents(view, more)).containsExactly("S", "d1", "u3", "a3", "u4");
        assertThat(contents(view, told)).containsExactly("S", "u1", "a1", "u2", "a2");
    }

    @Test
    void aRetryRendersTheSameBytes() {
        assertThat(rendered(AFTER_R3, R3)).isEqualTo(rendered(AFTER_R3, R3));
    }

    @Test
    void concurrentRequestsOfALaneSeeTheViewTheyStartedWith() {
        byte[] before = rendered(AFTER_R1, R3);

        View cut = AFTER_R1.withCut(List.of(replace(R3, 3, 5, "d2")));

        assertThat(rendered(AFTER_R1, R3)).isEqualTo(before);
        assertThat(AFTER_R1.cuts()).isEqualTo(2);
        assertThat(cut.cuts()).isEqualTo(3);
    }

    @Test
    void anInsertionStaysWhereItWasMade() {
        List<String> then = ChatHistory.elements(rendered(AFTER_R3, R3));
        List<String> later = ChatHistory.elements(rendered(AFTER_R3, R4));

        assertThat(later.subList(0, then.size())).isEqualTo(then);
    }

    @Test
    void insertionsAtOnePlaceStandInTheOrderOfTheirMaking() {
        View view = View.EMPTY.withInsert(append(R1, 4, " one")).withInsert(append(R1, 4, " two"));

        assertThat(contents(view, R1)).endsWith("t2 one two");
    }

    @Test
    void holdsEditsAndNoConversation() {
        assertThat(View.EMPTY.heldBytes()).isLessThan(AFTER_R1.heldBytes());
        assertThat(AFTER_R1.heldBytes()).isLessThan(AFTER_R3.heldBytes()).isLessThan(1_000);
    }

    @Test
    void anotherHeadIsAnotherHistory() {
        assertThat(AFTER_R3.on(new ChatHistory("S'", R3.messages()).conversation())
                        .edits())
                .isEmpty();
    }

    @Test
    void aLaterCutSwallowsEarlierEditsWhole() {
        View cut = AFTER_R3.withCut(List.of(replace(R4, 1, 9, "all")));

        assertThat(cut.edits()).hasSize(1);
        assertThat(contents(cut, R4)).containsExactly("S", "u1", "all", "a5", "t5");
    }

    @Test
    void refusesACutThroughAnEarlierOne() {
        assertThatThrownBy(() -> AFTER_R1.withCut(List.of(replace(R2, 2, 5, "x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("overlaps");
    }

    @Test
    void refusesToInsertIntoWhatWasReplaced() {
        Edit.Insert insert = append(R1, 2, " x");

        assertThatThrownBy(() -> AFTER_R1.withInsert(insert)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> joined(ChatHistory history, String message) {
        List<String> messages = new ArrayList<>(history.messages());
        messages.add(message);
        return messages;
    }

    private static byte[] rendered(View view, ChatHistory history) {
        CountedConversation counted = history.counted();
        return view.render(counted).apply(counted.conversation().body());
    }

    /** Texts, and {@code a} with the id for calls. */
    @Test
    void aShortenedMessageSaysLessInItsPlaceAndKeepsItsPrefix() {
        View view = View.EMPTY.withShortened(List.of(shorten(R3, 2, SegmentKind.TOOL_RESULT, "-")));

        assertThat(contents(view, R3)).containsExactly("S", "u1", "a1", "-", "a2", "t2", "a3", "t3", "a4", "t4");
        assertThat(view.render(R4.counted()).startsWith(view.render(R3.counted())))
                .isTrue();
        assertThat(view.render(R3.counted()).startsWith(View.EMPTY.render(R3.counted())))
                .isFalse();
        assertThat(view.render(R3.counted()).elements().get(2)).isInstanceOf(RenderedElement.Shortened.class);
    }

    @Test
    void whatIsShortenedMayHoldAPassageAndIsSwallowedByACut() {
        View view = View.EMPTY
                .withInsert(append(R3, 2, " R"))
                .withShortened(List.of(shorten(R3, 2, SegmentKind.TOOL_RESULT, "-")));
        assertThat(contents(view, R3)).startsWith("S", "u1", "a1", "- R");

        assertThat(contents(view.withCut(List.of(replace(R3, 1, 3, "d1"))), R3)).startsWith("S", "u1", "d1", "a2");
    }

    @Test
    void aMessageThatIsShortenedAgainHoldsTheNewerPartsAlone() {
        View view = View.EMPTY
                .withShortened(List.of(shorten(R3, 2, SegmentKind.TOOL_RESULT, "--")))
                .withShortened(List.of(shorten(R3, 2, SegmentKind.TOOL_RESULT, "-")));

        assertThat(view.edits()).hasSize(1);
        assertThat(contents(view, R3)).startsWith("S", "u1", "a1", "-");
    }

    @Test
    void aRewindToAShortenedMessageShowsItWhole() {
        View view = View.EMPTY.withShortened(List.of(shorten(R3, 2, SegmentKind.TOOL_RESULT, "-")));

        assertThat(view.on(R1.first(3).conversation()).edits()).isEmpty();
    }

    @Test
    void aResultThatIsToldInFewerWordsStaysSoInTheLastAtom() {
        View view = View.EMPTY.withShortened(List.of(tell(R3, 2, "-", false)));

        assertThat(contents(view, R1.first(3))).containsExactly("S", "u1", "a1", "-");
        assertThat(view.render(R3.counted()).startsWith(view.render(R1.first(3).counted())))
                .isTrue();
    }

    @Test
    void wordsThatNameAnEarlierResultGoWithoutTheOthers() {
        View view = View.EMPTY.withShortened(List.of(tell(R3, 2, "-", false), tell(R3, 4, "=", true)));

        assertThat(view.withoutReferences().edits())
                .containsExactly(view.edits().getFirst());
        assertThat(View.EMPTY
                        .withShortened(List.of(tell(R3, 2, "-", false)))
                        .withoutReferences()
                        .edits())
                .hasSize(1);
    }

    private static List<String> contents(View view, ChatHistory history) {
        return ChatHistory.elements(rendered(view, history)).stream()
                .map(JsonMapper.builder().build()::readTree)
                .map(node -> node.has("content")
                        ? node.path("content").asString()
                        : "a" + node.path("tool_calls").path(0).path("id").asString())
                .toList();
    }
}
