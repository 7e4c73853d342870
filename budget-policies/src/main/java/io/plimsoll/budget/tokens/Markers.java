package io.plimsoll.budget.tokens;

import java.util.ArrayList;
import java.util.List;

/** Texts that no template contains, rendered in place of real ones to see where those go. */
final class Markers {

    static final String TEXT = "plimsollTextHere";
    static final String REASONING = "plimsollReasoningHere";

    /** The texts of messages around the one that is looked at. */
    static final String EARLIER = "plimsollEarlierTurn";

    static final String BEFORE = "plimsollTurnBefore";
    static final String AFTER = "plimsollTurnAfter";

    private Markers() {}

    /** Of nine letters and digits, because Mistral's templates refuse any other id; {@code index} is below 100. */
    static String callId(int index) {
        return "p1ims0l" + (index < 10 ? "0" : "") + index;
    }

    static String callName(int index) {
        return "plimsollCall" + index + "Name";
    }

    /** The text that only the arguments of call {@code index} hold. */
    static String argument(int index) {
        return "plimsollCall" + index + "Argument";
    }

    /** Arguments of a call, written as Python writes JSON. */
    static String arguments(int index) {
        return "{\"plimsoll\": \"" + argument(index) + "\"}";
    }

    static PromptMessage user(String marker) {
        return PromptMessage.of(PromptRole.USER, Slot.padded(marker));
    }

    static PromptMessage assistant(String marker) {
        return PromptMessage.of(PromptRole.ASSISTANT, Slot.padded(marker));
    }

    static PromptMessage result(String marker) {
        return new PromptMessage(PromptRole.TOOL, Slot.padded(marker), "", List.of(), callId(0), 0);
    }

    static PromptMessage calling(int calls) {
        return new PromptMessage(PromptRole.ASSISTANT, "", "", calls(calls), "", 0);
    }

    static List<PromptCall> calls(int count) {
        List<PromptCall> calls = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            calls.add(new PromptCall(callId(i), callName(i), arguments(i)));
        }
        return calls;
    }
}
