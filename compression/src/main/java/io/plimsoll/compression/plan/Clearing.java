package io.plimsoll.compression.plan;

import io.plimsoll.compression.Edit;
import io.plimsoll.compression.View;
import java.util.List;
import java.util.Set;

/**
 * What a client wants cleared of its own history as it grows. Closed: the two kinds that clients can ask for.
 */
public sealed interface Clearing {

    /**
     * Reasoning of older turns goes. A turn is all that the model says between two messages of the user.
     *
     * @param keepTurns of the turns with reasoning so many newest ones keep it; at least 1
     */
    record Thoughts(int keepTurns) implements Clearing {

        public Thoughts {
            if (keepTurns < 1) {
                throw new IllegalArgumentException("clearing: keep turns: " + keepTurns + " (expected: >= 1)");
            }
        }
    }

    /**
     * Results of older tool uses go, and perhaps what the tools were called with.
     *
     * @param trigger when
     * @param keep so many of the newest tool uses stay whole; at least 0
     * @param atLeastTokens a clearing that would free less is not made; 0 for none
     * @param excludedTools names of tools whose uses stay whole
     * @param inputs whose arguments go as well
     */
    record ToolUses(Trigger trigger, int keep, int atLeastTokens, Set<String> excludedTools, Inputs inputs)
            implements Clearing {

        public ToolUses {
            excludedTools = Set.copyOf(excludedTools);
            if (keep < 0 || atLeastTokens < 0) {
                throw new IllegalArgumentException(
                        "clearing: keep " + keep + ", at least " + atLeastTokens + " tokens (expected: >= 0)");
            }
        }
    }

    /**
     * What has to be exceeded.
     *
     * @param measure what is measured
     * @param value how much of it is not too much yet; at least 0
     */
    record Trigger(Measure measure, int value) {

        public Trigger {
            if (value < 0) {
                throw new IllegalArgumentException("clearing: trigger " + value + " (expected: >= 0)");
            }
        }
    }

    /** What a trigger measures. */
    enum Measure {
        /** Tokens of the prompt as the backend would get it. */
        PROMPT_TOKENS,
        /** Tool uses behind the newest one that was cleared. */
        TOOL_USES
    }

    /** Whose arguments are cleared with their results. Closed: nobody's, everybody's, or those of named tools. */
    sealed interface Inputs {

        /** Whether the arguments of {@code tool} go. */
        boolean includes(String tool);

        /** Nobody's. */
        record None() implements Inputs {
            @Override
            public boolean includes(String tool) {
                return false;
            }
        }

        /** Everybody's. */
        record All() implements Inputs {
            @Override
            public boolean includes(String tool) {
                return true;
            }
        }

        /** Those of named tools. */
        record Of(Set<String> tools) implements Inputs {

            public Of {
                tools = Set.copyOf(tools);
            }

            @Override
            public boolean includes(String tool) {
                return tools.contains(tool);
            }
        }
    }

    /**
     * A clearing to be made. Nothing has happened yet: what it takes away goes to the archive first.
     *
     * @param view the view with it
     * @param made its edits
     * @param savedTokens by how many tokens the prompt is shorter
     */
    record Plan(View view, List<Edit.Shorten> made, int savedTokens) {

        public Plan {
            made = List.copyOf(made);
        }
    }
}
