package io.plimsoll.bench.cuts;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;

/** A session under construction. Not thread-safe. */
public final class Talk {

    private final List<PromptMessage> messages = new ArrayList<>();
    private int calls;

    public Talk user(String text) {
        messages.add(PromptMessage.of(PromptRole.USER, text));
        return this;
    }

    public Talk assistant(String text) {
        messages.add(PromptMessage.of(PromptRole.ASSISTANT, text));
        return this;
    }

    /** A call and its result. */
    public Talk step(String arguments, String result) {
        String id = "c" + calls++;
        messages.add(
                new PromptMessage(PromptRole.ASSISTANT, "", "", List.of(new PromptCall(id, "tool", arguments)), "", 0));
        messages.add(new PromptMessage(PromptRole.TOOL, result, "", List.of(), id, 0));
        return this;
    }

    public List<PromptMessage> messages() {
        return List.copyOf(messages);
    }

    AgentSession session() {
        return new AgentSession("talk", "", List.of(), messages);
    }
}
