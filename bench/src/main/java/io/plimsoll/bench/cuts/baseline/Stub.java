package io.plimsoll.bench.cuts.baseline;

import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;

/** What stands for a cleared tool result. */
final class Stub {

    private static final String TEXT = "[old tool result cleared]";

    private Stub() {}

    /** A result without its text; as it is where that is shorter anyway. */
    static PromptMessage of(PromptMessage result) {
        return result.text().length() <= TEXT.length()
                ? result
                : new PromptMessage(result.role(), TEXT, "", List.of(), result.resultOf(), 0);
    }
}
