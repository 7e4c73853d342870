package io.plimsoll.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.PolicyFiles;
import io.plimsoll.budget.config.Tokens;
import io.plimsoll.budget.tokens.PromptCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class ReplayIT {

    private static final int TURNS = 30;
    private static final PolicyFile POLICY = PolicyFiles.ofProcess().parse("""
            policies: [{ name: trim, when-over: trim }]
            archive: { embedding: none }
            """, "test");

    private final List<ReplayTurn> turns = new ArrayList<>();

    /** A tool loop in which each result adds some 200 tokens. */
    private static Recording toolLoop() {
        List<ObjectNode> messages = new ArrayList<>();
        messages.add(ChatMessages.text("system", "You are a coding agent."));
        messages.add(ChatMessages.text("user", "Find out where the hull is measured, and fix it."));
        for (int turn = 0; turn < TURNS; turn++) {
            var call = new PromptCall("call-" + turn, "read", "{\"path\":\"src/Hull" + turn + ".java\"}");
            messages.add(ChatMessages.assistant("Next is file " + turn + ".", "", List.of(call)));
            messages.add(ChatMessages.result(
                    call.id(),
                    "int draught" + turn + " = measure(" + turn + ");\n"
                            + "the hull is sound and the hold is full\n".repeat(20)));
        }
        return new Recording("coder", List.of(), messages);
    }

    private ReplayTotals replay(@Nullable Tokens cap, int most) throws Exception {
        return new Replay(List.of(toolLoop()), new ReplayOptions(POLICY, cap, most)).run(turns::add);
    }

    @Test
    void keepsALongSessionUnderItsCap() throws Exception {
        var totals = replay(new Tokens(2048), Integer.MAX_VALUE);

        assertThat(totals.turns().all()).isEqualTo(TURNS);
        assertThat(totals.turns().cuts()).isPositive();
        assertThat(totals.turns().refusals()).isZero();
        assertThat(totals.turns().failures()).isZero();
        assertThat(totals.tokens().largestSent()).isBetween(1024, 2048);
        assertThat(totals.tokens().kvRatio()).isLessThan(.6);
        assertThat(totals.checks()).isEqualTo(new ReplayTotals.Checks(0, 0, 0));
        assertThat(turns).allSatisfy(turn -> {
            assertThat(turn.line().tokens()).isEqualTo(2048);
            assertThat(turn.tokens().sent()).isLessThanOrEqualTo(turn.tokens().client());
        });
    }

    @Test
    void prefillsEachTokenOnceWhereNothingIsCut() throws Exception {
        var totals = replay(null, Integer.MAX_VALUE);

        assertThat(totals.turns().cuts()).isZero();
        assertThat(totals.tokens().kvRatio()).isEqualTo(1);
        // Hits are whole blocks of 16 tokens: up to 15 of each turn are computed again.
        assertThat(totals.tokens().prefill() - totals.tokens().passThroughPrefill())
                .isBetween(0L, 16L * TURNS);
        assertThat(turns).extracting(turn -> turn.line().decision()).containsOnly("pass");
    }

    @Test
    void stopsBehindTheMostTurns() throws Exception {
        assertThat(replay(null, 3).turns().all()).isEqualTo(3);
        assertThat(turns).extracting(ReplayTurn::turn).containsExactly(1, 2, 3);
    }

    @Test
    void countsTurnsThatDoNotFitAsRefusals() throws Exception {
        var chat = new Recording(
                "coder",
                List.of(),
                List.of(
                        ChatMessages.text("user", "hi"),
                        ChatMessages.assistant("ho", "", List.of()),
                        ChatMessages.text("user", "word ".repeat(300)),
                        ChatMessages.assistant("I see.", "", List.of())));

        var totals = new Replay(List.of(chat), new ReplayOptions(POLICY, new Tokens(100), 2)).run(turns::add);

        assertThat(totals.turns().refusals()).isEqualTo(1);
        assertThat(turns).extracting(ReplayTurn::status).containsExactly(200, 400);
        assertThat(turns.getLast().check()).isNull();
    }
}
