package io.plimsoll.compression;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.plan.CutGoal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class ViewPropertyTest {

    @Provide
    Arbitrary<List<ChatHistory>> sessions() {
        return Sessions.upTo(70);
    }

    @Property(tries = 150, seed = "20261125")
    void whatARequestSendsBeginsWithWhatTheLastOneSent(
            @ForAll("sessions") List<ChatHistory> session,
            @ForAll @IntRange(min = 300, max = 6_000) int line,
            @ForAll @IntRange(max = 4) int recallEvery) {
        var lane = new Lane(new CutGoal(line, line / 2, 3, CutGoal.Timing.EARLY, Instant.EPOCH), recallEvery);
        ChatHistory last = null;
        Lane.Turn before = null;
        for (ChatHistory request : session) {
            Lane.Turn turn = lane.send(request);
            if (before != null
                    && extendsLast(request, last)
                    && turn.cut().isEmpty()
                    && !recalledIntoThePast(before, turn)) {
                List<String> then = ChatHistory.elements(before.sent());
                assertThat(ChatHistory.elements(turn.sent())).startsWith(then.toArray(String[]::new));
                assertThat(turn.rendered().prefixStableTokens(before.rendered()))
                        .isEqualTo(before.rendered().totalTokens());
            }
            last = request;
            before = turn;
        }
    }

    @Property(tries = 100, seed = "20261125")
    void aRetryOfAnyRequestRendersTheSameBytes(
            @ForAll("sessions") List<ChatHistory> session, @ForAll @IntRange(min = 300, max = 6_000) int line) {
        var lane = new Lane(new CutGoal(line, line / 2, 3, CutGoal.Timing.AT_LINE, Instant.EPOCH), 3);
        for (ChatHistory request : session) {
            Lane.Turn turn = lane.send(request);

            CountedConversation again = request.counted();
            RenderedView rendered = turn.view().render(again);
            assertThat(rendered.apply(again.conversation().body())).isEqualTo(turn.sent());
        }
    }

    @Property(tries = 100, seed = "20261125")
    void countsWhatItSends(
            @ForAll("sessions") List<ChatHistory> session, @ForAll @IntRange(min = 300, max = 6_000) int line) {
        var lane = new Lane(new CutGoal(line, line / 2, 3, CutGoal.Timing.AT_LINE, Instant.EPOCH), 0);
        for (ChatHistory request : session) {
            Lane.Turn turn = lane.send(request);

            CountedConversation sent = ChatHistory.count(ChatHistory.parse(turn.sent()));
            assertThat(turn.rendered().totalTokens()).isEqualTo(sent.totalTokens());
        }
    }

    private static boolean extendsLast(ChatHistory request, @Nullable ChatHistory last) {
        return last != null
                && request.size() >= last.size()
                && request.messages().subList(0, last.size()).equals(last.messages());
    }

    /** A retry that gets a passage which its first try did not: the test's lane does so, a gateway would not. */
    private static boolean recalledIntoThePast(Lane.Turn before, Lane.Turn turn) {
        return turn.counted().messageTokens().length == before.counted().messageTokens().length
                && !turn.view().edits().equals(before.view().edits());
    }
}
