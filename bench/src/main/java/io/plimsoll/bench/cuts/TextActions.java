package io.plimsoll.bench.cuts;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Calls of agents that write their commands into the answer's text, as SWE-agent does without function calling: the last
 * fenced block of an answer is the call, the message behind it the result. An answer without a block is all command.
 * Stateless.
 */
final class TextActions {

    private static final Pattern FENCED = Pattern.compile("```\\w*\\n(.*?)```", Pattern.DOTALL);

    private TextActions() {}

    /** The history with calls in place of blocks; as it is where it has calls of its own. */
    static List<PromptMessage> asCalls(List<PromptMessage> history) {
        if (history.stream().anyMatch(message -> !message.calls().isEmpty())) {
            return history;
        }
        List<PromptMessage> called = new ArrayList<>();
        String pending = "";
        for (PromptMessage message : history) {
            if (message.role() == PromptRole.ASSISTANT) {
                pending = "action-" + called.size();
                called.add(call(message.text(), pending));
            } else if (message.role() == PromptRole.USER && !pending.isEmpty()) {
                called.add(new PromptMessage(PromptRole.TOOL, message.text(), "", List.of(), pending, 0));
                pending = "";
            } else {
                called.add(message);
            }
        }
        return called;
    }

    private static PromptMessage call(String text, String id) {
        String thought = "";
        String command = text;
        Matcher block = FENCED.matcher(text);
        while (block.find()) {
            thought = text.substring(0, block.start());
            command = block.group(1);
        }
        String arguments =
                JsonNodeFactory.instance.objectNode().put("command", command).toString();
        return new PromptMessage(
                PromptRole.ASSISTANT, thought, "", List.of(new PromptCall(id, "bash", arguments)), "", 0);
    }
}
