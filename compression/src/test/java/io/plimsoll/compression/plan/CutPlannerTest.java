package io.plimsoll.compression.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ChatHistory;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.LetterCounter;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.MessageReader;
import io.plimsoll.compression.RenderedElement;
import io.plimsoll.compression.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CutPlannerTest {

    private static final ChatHistory START = ChatHistory.withSystem("You are a careful agent.");
    private static final CutGoal.Newest ALL = new CutGoal.Newest(3, 1);
    private static final String THOUSAND_TOKENS = "some line of a file\n".repeat(200);

    private final CutPlanner planner = new CutPlanner(new LetterCounter(), ChatHistory::write);

    @Test
    void leavesARequestAloneThatIsUnderTheLine() {
        assertThat(plan(loop(START.user("Go on."), 5), atLine(10_000))).isEmpty();
    }

    @Test
    void keepsHeadLastUserMessageAndNewestResultsOfALongToolLoop() {
        ChatHistory history = loop(START.user("Fix the build."), 10);

        Cut cut = plan(history, atLine(9_000)).orElseThrow();

        assertThat(sources(cut, history))
                .containsExactly(
                        range(0, 1),
                        range(1, 15),
                        range(15, 16),
                        range(16, 17),
                        range(17, 18),
                        range(18, 19),
                        range(19, 20),
                        range(20, 21));
        assertThat(cut.removed()).hasSize(7);
        assertThat(cut.keptResults()).isEqualTo(3);
        assertThat(cut.metLowWater()).isTrue();
        assertThat(cut.tokens().after()).isLessThanOrEqualTo(4_500);
        assertThat(cut.reason()).isEqualTo("over the line");
    }

    @Test
    void givesUpTheOldestOfTheNewestResultsWhereTheyDoNotFit() {
        ChatHistory history = loop(START.user("Fix the build."), 10);

        Cut cut = plan(history, new CutGoal(2_500, 2_500, ALL, 0, CutGoal.Timing.AT_LINE, Instant.EPOCH))
                .orElseThrow();

        assertThat(cut.keptResults()).isEqualTo(2);
        assertThat(cut.metLowWater()).isTrue();
    }

    @Test
    void keepsTheNewestResultsAboveLowWaterWhereTheLineAllowsIt() {
        ChatHistory history = loop(START.user("Fix the build."), 10);

        Cut cut = plan(history, new CutGoal(5_000, 2_500, 3, CutGoal.Timing.AT_LINE, Instant.EPOCH))
                .orElseThrow();

        assertThat(cut.keptResults()).isEqualTo(3);
        assertThat(cut.metLowWater()).isFalse();
        assertThat(cut.tokens().after()).isLessThanOrEqualTo(5_000);
    }

    @Test
    void cutsTheTalkBehindTheNewestResultsWhereNothingElseFits() {
        ChatHistory worked = loop(START.user("Fix the build."), 3);
        int results = worked.counted().totalTokens();
        ChatHistory talked = worked;
        for (int i = 0; i < 40; i++) {
            talked = talked.assistant(
                            "Shall I go on with part " + i + " of the plan as we said, or wait for the review?")
                    .user("Go on with part " + i + ", please, and tell me when it is done so that I can look.");
        }
        int line = results + 350;

        Cut cut = plan(talked, new CutGoal(line, line / 2, ALL, 0, CutGoal.Timing.AT_LINE, Instant.EPOCH))
                .orElseThrow();

        assertThat(cut.keptResults()).isEqualTo(3);
        assertThat(cut.tokens().after()).isLessThanOrEqualTo(line);
    }

    @Test
    void fitsTheLineWhereLowWaterCannotBeHadAndSaysSo() {
        ChatHistory history = loop(START.user("Fix the build."), 10);

        Cut cut = plan(history, new CutGoal(3_000, 500, 3, CutGoal.Timing.AT_LINE, Instant.EPOCH))
                .orElseThrow();

        assertThat(cut.metLowWater()).isFalse();
        assertThat(cut.tokens().after()).isBetween(500, 3_000);
    }

    @Test
    void makesNoCutWhereTheFloorAloneIsOverTheLine() {
        ChatHistory history = loop(START.user("Fix the build."), 10);

        assertThat(CutPlanner.floorTokens(history.counted(), View.EMPTY)).isGreaterThan(1_000);
        assertThat(plan(history, atLine(1_000))).isEmpty();
    }

    @Test
    void quotesTheUserAndNamesTheSteps() {
        ChatHistory history = START.user("Port the parser to Rust.")
                .step("a", "read_file", "{\"path\":\"src/parser.c\"}", THOUSAND_TOKENS)
                .step("b", "bash", "{\"command\":\"cargo test\"}", "error: could not compile\n" + THOUSAND_TOKENS)
                .assistant("It does not compile yet. I will fix the lexer first.")
                .user("Never touch the public API.");

        String block = block(plan(loop(history, 4), atLine(4_000)).orElseThrow());

        assertThat(block)
                .containsSubsequence(
                        "moved to an archive",
                        "Port the parser to Rust.",
                        "- read_file src/parser.c (200 lines)",
                        "- bash: cargo test (201 lines, error: error: could not compile…)",
                        "It does not compile yet. I will fix the lexer first.")
                .doesNotContain("Never touch the public API.");
    }

    @Test
    void clipsALongUserMessageToItsStartAndEnd() {
        ChatHistory history = START.user("START " + "word ".repeat(4_000) + "END")
                .assistant("Done.")
                .user("Next.");

        String block = block(plan(loop(history, 4), atLine(6_000)).orElseThrow());

        assertThat(block).contains("START word", "left out here", "word END");
        assertThat(new LetterCounter().text(block)).isLessThan(1_700);
    }

    @Test
    void namesEqualStepsOnce() {
        ChatHistory history = START.user("Watch the file.");
        for (int i = 0; i < 12; i++) {
            history = history.step("c" + i, "read_file", "{\"path\":\"log.txt\"}", THOUSAND_TOKENS);
        }

        assertThat(block(plan(history, atLine(9_000)).orElseThrow())).containsOnlyOnce("read_file log.txt");
    }

    @Test
    void quotesASystemNoteOfTheRemovedRangeWhole() {
        String rule = "Answer in French. " + "This matters. ".repeat(40);
        ChatHistory history = loop(START.user("Begin."), 3)
                .assistant("Yes.")
                .note(rule.strip())
                .user("Continue.");

        assertThat(block(plan(loop(history, 8), atLine(6_000)).orElseThrow())).contains(rule.strip());
    }

    @Test
    void bridgesWhereTwoUserMessagesWouldMeet() {
        ChatHistory history = loop(START.user("Fix the build."), 10);

        Cut cut = plan(history, atLine(9_000)).orElseThrow();

        assertThat(firstBlock(cut).roles()).containsExactly(PromptRole.ASSISTANT, PromptRole.USER);
    }

    @Test
    void pilesBlocksBehindTheHeadAndMakesThemOneWhenTheyTakeTooMuch() {
        var goal = new CutGoal(4_000, 2_500, 1, CutGoal.Timing.AT_LINE, Instant.EPOCH);
        ChatHistory history = START;
        View view = View.EMPTY;
        List<Boolean> consolidated = new ArrayList<>();
        for (int turn = 0; turn < 16; turn++) {
            history = loop(history.user("Question " + turn + ": " + "why so? ".repeat(150)), 1)
                    .assistant("Because.");
            ChatHistory request = history.user("And number " + turn + "?");
            Cut cut = planner.plan(request.counted(), view, goal).orElse(null);
            view = cut == null ? view : cut.view();
            if (cut != null) {
                consolidated.add(cut.consolidated());
                assertThat(cut.tokens().after()).isLessThanOrEqualTo(2_500);
            }
        }

        assertThat(consolidated).startsWith(false, false).contains(true);
    }

    @Test
    void aNewBlockIsWrittenFromTheClientsOwnMessages() {
        ChatHistory history = loop(START.user("The task."), 4).assistant("ok").user("More.");
        View once = plan(history, atLine(3_000)).orElseThrow().view();
        ChatHistory later = loop(history, 4).assistant("ok").user("Even more.");
        var cramped = new CutGoal(1_100, 220, 0, CutGoal.Timing.AT_LINE, Instant.EPOCH);

        Cut cut = planner.plan(later.counted(), once, cramped).orElseThrow();

        assertThat(cut.consolidated()).isTrue();
        assertThat(cut.view().edits()).hasSize(1);
        assertThat(block(cut)).containsOnlyOnce("moved to an archive").contains("The task.", "More.");
        MessageRange archived = once.edits().getFirst().place();
        assertThat(cut.removed()).isNotEmpty().noneMatch(atom -> atom.messages().overlaps(archived));
    }

    @Test
    void cutsEarlyWhenTheUserJustSpokeAndLittleIsPrefilledAgain() {
        ChatHistory waiting = loop(START.user("The task."), 8);
        var goal = new CutGoal(9_500, 4_750, 0, CutGoal.Timing.EARLY, Instant.EPOCH);

        assertThat(plan(waiting, goal)).isEmpty();
        assertThat(plan(waiting.assistant("ok").user("Next."), goal)
                        .orElseThrow()
                        .reason())
                .isEqualTo("early");
        assertThat(plan(waiting.assistant("ok").user("Next."), atLine(9_500))).isEmpty();
    }

    @Test
    void doesNotCutEarlyBeforeThreeQuartersOfTheLine() {
        ChatHistory spoken = loop(START.user("The task."), 6).assistant("ok").user("Next.");

        assertThat(plan(spoken, new CutGoal(9_500, 4_750, 0, CutGoal.Timing.EARLY, Instant.EPOCH)))
                .isEmpty();
    }

    @Test
    void doesNotCutEarlyBehindAThickTail() {
        ChatHistory spoken = loop(START.user("The task."), 8).assistant("ok").user("Next.");

        assertThat(plan(spoken, new CutGoal(9_500, 4_750, 3, CutGoal.Timing.EARLY, Instant.EPOCH)))
                .isEmpty();
    }

    @Test
    void anEarlyCutTakesNoneOfTheNewestResults() {
        ChatHistory history = loop(START.user("The task."), 6);
        for (int i = 0; i < 3; i++) {
            history = history.step(
                    "small" + i, "grep", "{\"pattern\":\"p" + i + "\"}", THOUSAND_TOKENS.substring(0, 600));
        }
        int line = history.counted().totalTokens() + 200;

        assertThat(plan(history, new CutGoal(line, 700, 3, CutGoal.Timing.EARLY, Instant.EPOCH)))
                .hasValueSatisfying(cut -> assertThat(cut.keptResults()).isEqualTo(3));
        assertThat(plan(history, new CutGoal(line, 500, 3, CutGoal.Timing.EARLY, Instant.EPOCH)))
                .isEmpty();
    }

    @Test
    void cutsBetweenTurnsBehindAThickTailAndWithoutTheUser() {
        ChatHistory working = loop(START.user("The task."), 8);

        assertThat(plan(working, below(9_500, CutGoal.Timing.EARLY))).isEmpty();
        assertThat(plan(working, below(9_500, CutGoal.Timing.BETWEEN_TURNS))).hasValueSatisfying(cut -> {
            assertThat(cut.reason()).isEqualTo("between two turns");
            assertThat(cut.keptResults()).isEqualTo(3);
            assertThat(cut.metLowWater()).isTrue();
        });
        assertThat(plan(loop(START.user("The task."), 6), below(9_500, CutGoal.Timing.BETWEEN_TURNS)))
                .isEmpty();
    }

    @Test
    void cutsAColdPrefixFromLowWaterAndTheMinimumGainOn() {
        ChatHistory history = loop(START.user("The task."), 8);
        int tokens = history.counted().totalTokens();
        int line = 2 * tokens;
        var reached = new CutGoal(line, tokens - 2_600, 3, 2_500.0 / line, CutGoal.Timing.PREFIX_COLD, Instant.EPOCH);
        var missed = new CutGoal(line, tokens - 2_400, 3, 2_500.0 / line, CutGoal.Timing.PREFIX_COLD, Instant.EPOCH);

        assertThat(plan(history, reached))
                .hasValueSatisfying(cut -> assertThat(cut.reason()).isEqualTo("its prefix was cold"));
        assertThat(plan(history, missed)).isEmpty();
    }

    @Test
    void whatFreesLessThanTheMinimumIsNotCutBelowTheLine() {
        ChatHistory working = loop(START.user("The task."), 8);
        var greedy = new CutGoal(9_500, 4_750, 3, .6, CutGoal.Timing.BETWEEN_TURNS, Instant.EPOCH);

        assertThat(plan(working, greedy)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aHundredTurnsAtTheFloorChangeItsBytesAtMostOnce(CutGoal.Timing timing) {
        ChatHistory history = loop(START.user("The task."), 6);
        int line = history.counted().totalTokens() + 100;
        var goal = new CutGoal(line, line / 2, 6, timing, Instant.EPOCH);
        View view = View.EMPTY;
        int changes = 0;
        for (int turn = 0; turn < 100; turn++) {
            ChatHistory request = history.user("And?");
            Optional<Cut> cut = planner.plan(request.counted(), view, goal);
            changes += cut.isPresent() ? 1 : 0;
            view = cut.map(Cut::view).orElse(view);
            history = request.assistant("Not yet.");
        }

        assertThat(changes).isLessThanOrEqualTo(1);
    }

    @Test
    void givesUpAResultRatherThanCutEachTurnBesideIt() {
        ChatHistory history = loop(START.user("The task."), 4);
        int line = history.counted().totalTokens() - 300;

        Cut cut = plan(history, atLine(line)).orElseThrow();

        assertThat(cut.keptResults()).isLessThan(3);
        assertThat(cut.freedTokens()).isGreaterThanOrEqualTo(line / 4);
    }

    @Test
    void parsesNoMessageTwice() {
        ChatHistory history = loop(START.user("Fix the build."), 10);
        Set<Integer> read = new HashSet<>();
        CountedConversation counted = history.counted();
        Conversation plain = counted.conversation();
        MessageReader reader = index -> {
            assertThat(read.add(index)).as("message %s is parsed once", index).isTrue();
            return plain.reader().read(index);
        };
        var watched =
                new Conversation(plain.body(), plain.head(), plain.messages(), plain.chain(), reader, plain.placer());

        assertThat(planner.plan(
                        new CountedConversation(watched, counted.headTokens(), counted.messageTokens()),
                        View.EMPTY,
                        atLine(9_000)))
                .isPresent();
        assertThat(read).isNotEmpty();
    }

    @Test
    void keepsALineForEachNameOfWhatWasRead() {
        ChatHistory history = START.user("Fix the build.")
                .step("c1", "read_file", "{\"path\":\"src/a.ts\"}", "use(retryLimit)\nplain words\n" + THOUSAND_TOKENS);

        String block = block(plan(loop(history, 9), atLine(9_000)).orElseThrow());

        assertThat(block)
                .containsSubsequence("From src/a.ts:", "use(retryLimit)")
                .doesNotContain("plain words");
    }

    @Test
    void keepsNoLineForWhatTheNewestResultsSay() {
        ChatHistory history = loop(
                START.user("Fix the build.")
                        .step(
                                "c1",
                                "read_file",
                                "{\"path\":\"src/a.ts\"}",
                                "use(retryLimit)\nuse(maxSize)\n" + THOUSAND_TOKENS),
                9);
        ChatHistory seenAgain = history.step("c2", "bash", "{\"command\":\"grep\"}", "retryLimit");

        String block = block(plan(seenAgain, atLine(9_000)).orElseThrow());

        assertThat(block).contains("use(maxSize)").doesNotContain("use(retryLimit)");
    }

    @Test
    void saysALineOnceInTheTwoBlocksOfACut() {
        ChatHistory before =
                loop(START.user("Begin.").step("c1", "read_file", "{\"path\":\"a.ts\"}", "use(retryLimit)"), 5);
        ChatHistory behind = loop(before.assistant("ok").user("Go on."), 5)
                .step("c2", "read_file", "{\"path\":\"a.ts\"}", "use(retryLimit)");

        Cut cut = plan(loop(behind, 4), atLine(9_000)).orElseThrow();

        assertThat(cut.view().edits()).hasSize(2);
        assertThat(cut.view().edits().stream()
                        .map(edit -> new String(((Edit.Replace) edit).text().bytes(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining()))
                .containsOnlyOnce("use(retryLimit)");
    }

    @Test
    void fillsNoRoomAboveLowWaterWithLines() {
        var names = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            names.append("use(retryLimit").append(i).append(")\n");
        }
        ChatHistory history =
                loop(START.user("Fix the build.").step("c1", "read_file", "{\"path\":\"a.ts\"}", names.toString()), 4);
        int line = history.counted().totalTokens() - 100;

        Cut tight = plan(history, new CutGoal(line, line / 2, 3, CutGoal.Timing.AT_LINE, Instant.EPOCH))
                .orElseThrow();
        Cut roomy = plan(history, new CutGoal(line, line, 3, CutGoal.Timing.AT_LINE, Instant.EPOCH))
                .orElseThrow();

        assertThat(block(roomy)).contains("use(retryLimit7)");
        assertThat(tight.metLowWater()).isFalse();
        assertThat(block(tight)).doesNotContain("use(retryLimit7)");
    }

    @Test
    void largeResultsAreNoFloor() {
        ChatHistory history = loop(START.user("Fix the build."), 10);
        var most = new CutGoal(9_500, 4_750, new CutGoal.Newest(3, .3), 0, CutGoal.Timing.AT_LINE, Instant.EPOCH);

        assertThat(plan(history, atLine(9_500)).orElseThrow().keptResults()).isEqualTo(3);
        assertThat(plan(history, most).orElseThrow().keptResults()).isEqualTo(2);
    }

    @Test
    void refusesAGoalThatMakesNoSense() {
        assertThatThrownBy(() -> new CutGoal.Newest(3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("newest share");
        assertThatThrownBy(() -> new CutGoal(100, 101, 3, CutGoal.Timing.EARLY, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("101");
    }

    private Optional<Cut> plan(ChatHistory history, CutGoal goal) {
        return planner.plan(history.counted(), View.EMPTY, goal);
    }

    private static CutGoal below(int line, CutGoal.Timing timing) {
        return new CutGoal(line, line / 2, 3, timing, Instant.EPOCH);
    }

    private static CutGoal atLine(int line) {
        return new CutGoal(line, line / 2, 3, CutGoal.Timing.AT_LINE, Instant.EPOCH);
    }

    /** {@code steps} more reads of about a thousand tokens each. */
    private static ChatHistory loop(ChatHistory history, int steps) {
        ChatHistory longer = history;
        for (int i = 0; i < steps; i++) {
            int n = longer.size();
            longer = longer.step("call" + n, "read_file", "{\"path\":\"f" + n + ".c\"}", THOUSAND_TOKENS);
        }
        return longer;
    }

    private static List<MessageRange> sources(Cut cut, ChatHistory history) {
        return cut.view().render(history.counted()).elements().stream()
                .map(RenderedElement::source)
                .toList();
    }

    private static String block(Cut cut) {
        return new String(firstBlock(cut).bytes(), StandardCharsets.UTF_8).replace("\\n", "\n");
    }

    private static Edit.Text firstBlock(Cut cut) {
        return ((Edit.Replace) cut.view().edits().getFirst()).text();
    }

    private static MessageRange range(int from, int to) {
        return new MessageRange(from, to);
    }
}
