package io.plimsoll.budget.tokens;

import java.util.List;

/**
 * One message as a chat template sees it, whatever dialect it came in.
 *
 * @param role who speaks
 * @param text all text of the message, parts joined; empty for none
 * @param reasoning reasoning text, empty for none
 * @param calls tool calls of an assistant message, in order
 * @param resultOf for {@link PromptRole#TOOL} the id of the call that it answers, else empty
 * @param images how many images the message holds
 */
public record PromptMessage(
        PromptRole role, String text, String reasoning, List<PromptCall> calls, String resultOf, int images) {

    public PromptMessage {
        calls = List.copyOf(calls);
    }

    /** A message of plain text. */
    public static PromptMessage of(PromptRole role, String text) {
        return new PromptMessage(role, text, "", List.of(), "", 0);
    }
}
