package io.plimsoll.gateway.demo;

import io.plimsoll.backends.sim.GenerationRequest;
import io.plimsoll.backends.sim.Reply;
import io.plimsoll.backends.sim.ReplySource;
import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptCall;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * A coding model that never finishes: a thought, then a tool call. What it says depends on the newest message alone, so
 * it says the same whatever was cut. Stateless.
 */
final class ScriptedModel implements ReplySource {

    private static final List<String> THOUGHTS = List.of(
            "That explains the failing assertion, so the next thing to look at is",
            "The draught is computed in two places, and the second one is",
            "Before I change anything I want to see",
            "The test still fails with the same message, which points to",
            "This looks right, but the caller does not, so I will check");

    @Override
    public Reply reply(GenerationRequest request) {
        String newest = switch (request.prompt()) {
            case SimulatedPrompt.Chat chat -> chat.messages().getLast().text();
            case SimulatedPrompt.Text text -> text.text();
        };
        return next(newest);
    }

    /** What the model says to {@code newest}. */
    static Reply next(String newest) {
        var random = new SplittableRandom(newest.hashCode());
        Tool tool = Tool.values()[random.nextInt(Tool.values().length)];
        String target = Workspace.path(random.nextInt(Workspace.FILES));
        String thought = THOUGHTS.get(random.nextInt(THOUGHTS.size())) + " " + target + ". "
                + Workspace.prose(random, random.nextInt(15, 60));
        var call = new PromptCall(
                "call_%08x".formatted(random.nextInt()), tool.toolName(), "{\"target\":\"" + target + "\"}");
        return new Reply(thought, List.of(call), OptionalInt.empty());
    }
}
