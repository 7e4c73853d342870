package io.plimsoll.compression.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ChatHistory;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.Floor;
import io.plimsoll.compression.Lane;
import io.plimsoll.compression.LetterCounter;
import io.plimsoll.compression.RenderedElement;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.Sessions;
import io.plimsoll.compression.check.HistoryValidator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

class CutPlannerPropertyTest {

    private final CutPlanner planner = new CutPlanner(new LetterCounter(), ChatHistory::write);
    private final HistoryValidator validator = new HistoryValidator();

    @Provide
    Arbitrary<List<ChatHistory>> sessions() {
        return Sessions.upTo(70);
    }

    @Property(tries = 200, seed = "20261125")
    void everyRequestOfALaneIsLegalAndKeepsItsFloor(
            @ForAll("sessions") List<ChatHistory> session,
            @ForAll @IntRange(min = 300, max = 8_000) int line,
            @ForAll CutGoal.Timing timing,
            @ForAll @IntRange(max = 4) int newestResults) {
        var lane = new Lane(new CutGoal(line, line / 2, newestResults, timing, Instant.EPOCH), 3);
        for (ChatHistory request : session) {
            Lane.Turn turn = lane.send(request);

            int keptResults = turn.cut().map(Cut::keptResults).orElse(0);
            Conversation client = turn.counted().conversation();
            assertThat(validator.check(client, turn.rendered().elements(), keptResults))
                    .isEmpty();
            assertThat(keepsFloor(request, turn)).isTrue();
            assertThat(blocksInBlocks(turn.rendered())).isZero();
        }
    }

    @Property(tries = 200, seed = "20261125")
    void everyCutEndsWhereItSays(
            @ForAll("sessions") List<ChatHistory> session,
            @ForAll @IntRange(min = 300, max = 8_000) int line,
            @ForAll CutGoal.Timing timing) {
        var goal = new CutGoal(line, line / 2, 3, timing, Instant.EPOCH);
        var lane = new Lane(goal, 0);
        for (ChatHistory request : session) {
            Lane.Turn turn = lane.send(request);
            if (turn.cut().isEmpty()) {
                continue;
            }
            Cut cut = turn.cut().get();
            long blocks = cut.view().edits().stream()
                    .filter(edit -> edit.origin().cut() == cut.view().cuts())
                    .count();
            Statistics.label("blocks").collect(blocks);
            Statistics.label("low water").collect(cut.metLowWater());
            Statistics.label("consolidated").collect(cut.consolidated());
            Statistics.label("reason").collect(cut.reason());
            int before = turn.before().render(turn.counted()).totalTokens();
            assertThat(cut.tokens())
                    .isEqualTo(new Cut.Tokens(before, turn.rendered().totalTokens()));
            assertThat(cut.tokens().after()).isLessThanOrEqualTo(cut.metLowWater() ? line / 2 : line);
            assertThat(before > line || before - cut.tokens().after() >= line / 4)
                    .isTrue();
        }
        requireEveryKindOfCut();
    }

    @Property(tries = 200, seed = "20261125")
    void aRequestAboveTheLineIsCutOrItsFloorAndOneBlockDoNotFit(
            @ForAll("sessions") List<ChatHistory> session, @ForAll @IntRange(min = 300, max = 4_000) int line) {
        var lane = new Lane(new CutGoal(line, line / 2, 3, CutGoal.Timing.AT_LINE, Instant.EPOCH), 0);
        int twoBlocks = 2 * 110;
        for (ChatHistory request : session) {
            Lane.Turn turn = lane.send(request);
            int notes = systemNotes(turn.counted());

            boolean over = turn.rendered().totalTokens() > line;
            int floor = CutPlanner.floorTokens(turn.counted(), turn.view());
            assertThat(!over || floor + twoBlocks + notes > line)
                    .as("floor %s, notes %s, line %s, sent %s", floor, notes, line, turn.rendered())
                    .isTrue();
        }
    }

    @Property(tries = 50, seed = "20261125")
    void planningTwiceGivesTheSameCut(@ForAll("sessions") List<ChatHistory> session) {
        var goal = new CutGoal(2_000, 1_000, 3, CutGoal.Timing.EARLY, Instant.EPOCH);
        var lane = new Lane(goal, 0);
        for (ChatHistory request : session) {
            Lane.Turn turn = lane.send(request);

            assertThat(planner.plan(request.counted(), turn.before(), goal)).isEqualTo(turn.cut());
        }
    }

    /** The sessions must be rich enough to say something about each kind. */
    private static void requireEveryKindOfCut() {
        Statistics.label("blocks").coverage(kinds -> {
            kinds.check(1L).count(n -> n > 50);
            kinds.check(2L).count(n -> n > 5);
        });
        Statistics.label("low water").coverage(kinds -> {
            kinds.check(true).count(n -> n > 50);
            kinds.check(false).count(n -> n > 5);
        });
        Statistics.label("consolidated").coverage(kinds -> {
            kinds.check(true).count(n -> n > 20);
            kinds.check(false).count(n -> n > 20);
        });
        Statistics.label("reason").coverage(kinds -> {
            kinds.check("over the line").count(n -> n > 50);
            kinds.check("early").count(n -> n > 2);
            kinds.check("between two turns").count(n -> n > 5);
            kinds.check("its prefix was cold").count(n -> n > 5);
        });
    }

    private static int systemNotes(CountedConversation counted) {
        int tokens = 0;
        for (int i = 0; i < counted.messageTokens().length; i++) {
            boolean note = counted.conversation().messages().get(i).role() == PromptRole.SYSTEM;
            tokens += note ? counted.messageTokens()[i] + 6 : 0;
        }
        return tokens;
    }

    /** Compares bytes: the floor's messages stand in what is sent, a recalled passage at most added to the last. */
    private static boolean keepsFloor(ChatHistory request, Lane.Turn turn) {
        Floor floor = Floor.of(turn.counted().conversation());
        String sent = new String(turn.sent(), StandardCharsets.UTF_8);
        for (int i = 0; i < request.size(); i++) {
            boolean inFloor = i >= floor.tailFrom()
                    || (floor.lastUser() != null
                            && floor.lastUser().from() <= i
                            && i < floor.lastUser().to());
            String message = request.messages().get(i);
            if (inFloor && !sent.contains(message.substring(0, message.length() - 2))) {
                return false;
            }
        }
        return true;
    }

    private static long blocksInBlocks(RenderedView rendered) {
        return rendered.elements().stream()
                .filter(RenderedElement.Block.class::isInstance)
                .map(element -> ((RenderedElement.Block) element).edit().text().bytes())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(text -> text.split("Note from the context gateway", -1).length != 2)
                .count();
    }
}
