package io.plimsoll.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.compression.plan.CutGoal;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ViewBytesPropertyTest {

    @Provide
    Arbitrary<List<ChatHistory>> sessions() {
        return Sessions.upTo(60);
    }

    @Property(tries = 100, seed = "20261125")
    void aViewThatWasReadBackRendersTheSameBytes(
            @ForAll("sessions") List<ChatHistory> session,
            @ForAll @IntRange(min = 300, max = 6_000) int line,
            @ForAll @IntRange(max = 3) int recallEvery)
            throws IOException {
        var lane = new Lane(new CutGoal(line, line / 2, 3, CutGoal.Timing.EARLY, Instant.EPOCH), recallEvery);
        for (ChatHistory request : session) {
            Lane.Turn turn = lane.send(request);
            byte[] written = ViewBytes.of(turn.view());

            View read = ViewBytes.read(written);

            CountedConversation again = request.counted();
            assertThat(read.render(again).apply(again.conversation().body())).isEqualTo(turn.sent());
            assertThat(ViewBytes.of(read)).isEqualTo(written);
        }
    }

    @Example
    void everyKindOfEditIsReadBackAsItWas() throws IOException {
        ChatHistory history = history();
        View view = everyKind(history);

        View read = ViewBytes.read(ViewBytes.of(view));

        CountedConversation counted = history.counted();
        byte[] body = counted.conversation().body();
        assertThat(read.render(counted).apply(body))
                .isEqualTo(view.render(counted).apply(body));
        assertThat(ViewBytes.of(read)).isEqualTo(ViewBytes.of(view));
        assertThat(read.edits())
                .hasSize(3)
                .contains(view.edits().getFirst(), view.edits().getLast());
        assertThat(ViewBytes.read(ViewBytes.of(View.EMPTY))).isEqualTo(View.EMPTY);
    }

    @Example
    void aViewThatBreaksOffAnywhereIsNotRead() {
        byte[] whole = ViewBytes.of(everyKind(history()));

        for (int length = 0; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ViewBytes.read(torn))
                    .as("%s bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Example
    void aViewOfAnotherFormatIsNotRead() {
        byte[] later = ViewBytes.of(View.EMPTY);
        later[0] = 2;

        assertThatThrownBy(() -> ViewBytes.read(later)).hasMessage("view: format 2 (expected: 1)");
    }

    private static View everyKind(ChatHistory history) {
        return View.EMPTY
                .withCut(List.of(Edits.replace(history, 1, 3, "What was said: ünïcode 漢字.")))
                .withShortened(List.of(Edits.shorten(history, 4, SegmentKind.TOOL_RESULT, "[cleared]")))
                .withInsert(Edits.append(history, 6, " [recalled 🚢]"));
    }

    @Example
    void whatIsToldInFewerWordsIsReadBackAsItWas() throws IOException {
        ChatHistory history = history();
        Edit.Shorten cleared = Edits.shorten(history, 4, SegmentKind.TOOL_RESULT, "shorter");
        Edit.Part part = cleared.parts().getFirst();
        var told = new Edit.Part(part.kind(), "2", part.splice(), 3, new Edit.Told("shorter", true));
        View view = View.EMPTY.withShortened(
                List.of(new Edit.Shorten(4, cleared.anchor(), cleared.raw(), List.of(told), cleared.origin())));

        View read = ViewBytes.read(ViewBytes.of(view));

        assertThat(((Edit.Shorten) read.edits().getFirst()).parts().getFirst().told())
                .isEqualTo(told.told());
        assertThat(ViewBytes.of(read)).isEqualTo(ViewBytes.of(view));
    }

    private static ChatHistory history() {
        return ChatHistory.withSystem("S")
                .user("u1")
                .step("1", "read", "{}", "t1")
                .step("2", "read", "{}", "a longer result")
                .step("3", "read", "{}", "t3");
    }
}
