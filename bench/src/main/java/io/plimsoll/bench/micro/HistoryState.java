package io.plimsoll.bench.micro;

import io.plimsoll.bench.load.ChatBodies;
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

/** A history with its counts, and its view after one cut. */
@State(Scope.Benchmark)
public class HistoryState {

    @Param({"64", "512"})
    public int kib;

    PromptCounter counter;
    byte[] body;
    History history;
    CountedConversation counted;
    CutGoal goal;
    View cut;

    @Setup
    public void prepare() throws MalformedRequestException {
        counter = PromptCounters.chatMl(TextTokenizers.tiktoken("cl100k_base"));
        body = ChatBodies.body("bench", 1, kib << 10, false);
        history = new ChatSurface().read(body, "tenant").history();
        counted = new CountedConversation(
                history.conversation(), counter.head(history.systemText(), history.toolDefinitions()), countMessages());
        int line = counted.totalTokens() / 2;
        goal = new CutGoal(line, line / 2, 3, CutGoal.Timing.EARLY, Instant.EPOCH);
        cut = new CutPlanner(counter, history.blocks())
                .plan(counted, View.EMPTY, goal)
                .orElseThrow()
                .view();
    }

    /** Counts every message anew. */
    int[] countMessages() {
        int[] tokens = new int[history.conversation().messages().size()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = history.conversation().reader().read(i).stream()
                    .mapToInt(counter::message)
                    .sum();
        }
        return tokens;
    }
}
