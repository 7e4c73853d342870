package io.plimsoll.bench.micro;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptCounters;
import io.plimsoll.budget.tokens.TextTokenizers;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.compression.plan.CutPlanner;
import io.plimsoll.gateway.surface.ChatSurface;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.time.Instant;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A history of code that is just over its line, and the same history well below one, behind a first cut. */
@State(Scope.Benchmark)
public class CutState {

    /** About what a token of such text has. */
    private static final int BYTES_PER_TOKEN = 3;

    @Param({"32", "128", "512"})
    public int kiloTokens;

    byte[] body;
    ChatSurface surface;
    CutPlanner planner;
    CountedConversation counted;
    CutGoal due;
    CutGoal notDue;
    View cut;

    @Setup
    public void prepare() throws MalformedRequestException {
        PromptCounter counter = PromptCounters.chatMl(TextTokenizers.tiktoken("cl100k_base"));
        body = CodeReadings.body(kiloTokens * 1_000 * BYTES_PER_TOKEN);
        surface = new ChatSurface();
        History history = surface.read(body, "tenant").history();
        int head = counter.head(history.systemText(), history.toolDefinitions());
        counted = new CountedConversation(history.conversation(), head, tokens(history, counter));
        planner = new CutPlanner(counter, history.blocks());
        int line = counted.totalTokens() - 1;
        due = new CutGoal(line, line / 2, 3, CutGoal.Timing.EARLY, Instant.EPOCH);
        notDue = new CutGoal(2 * line, line, 3, CutGoal.Timing.EARLY, Instant.EPOCH);
        cut = planner.plan(counted, View.EMPTY, due).orElseThrow().view();
    }

    private static int[] tokens(History history, PromptCounter counter) {
        int[] tokens = new int[history.conversation().messages().size()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = history.conversation().reader().read(i).stream()
                    .mapToInt(counter::message)
                    .sum();
        }
        return tokens;
    }
}
