package io.plimsoll.compression.reduce;

import io.plimsoll.budget.config.Reduction;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts one line in the place of a result behind which newer ones stand: {@code [old result of bash: npm test (2,310 tokens) left
 * out]}. Keeping the newest ten whole lost nothing in tasks solved (Lindenbauer et al., "The Complexity Trap", 2025).
 *
 * <p>Short error messages stay, and results from which the goal quotes a line.
 */
final class OldResults implements Reducer {

    private static final int NEWEST = 10;
    /** As long as this an error is a message, and not the output of a build. */
    private static final int ERROR_CHARACTERS = 2_000;

    private static final int ERROR_WITHIN = 300;
    private static final Pattern ERROR = Pattern.compile(
            "\\b(?:error|exception|traceback|fatal|failed|failure|denied|not found|no such file)\\b"
                    + "|\\bexit(?:ed)?(?: with)?(?: code| status)?[:= ]+[1-9]",
            Pattern.CASE_INSENSITIVE);
    /** A shorter line stands in many texts by chance. */
    private static final int QUOTE_CHARACTERS = 20;

    @Override
    public Reduction rung() {
        return Reduction.OLD_TOOL_RESULTS;
    }

    @Override
    public boolean isLossless() {
        return false;
    }

    @Override
    public Optional<String> reduce(Reading reading, Target target) {
        String result = reading.text().result();
        if (reading.later().size() < NEWEST || isShortError(result) || isQuoted(result, target.goal())) {
            return Optional.empty();
        }
        int tokens = target.counter().applyAsInt(result);
        String line = "[old result of " + CallName.of(reading.text()) + " (" + tokens + " tokens) left out]";
        return tokens > target.tokens() && target.counter().applyAsInt(line) < tokens && !isLine(reading.text())
                ? Optional.of(line)
                : Optional.empty();
    }

    private static boolean isLine(ToolText text) {
        return text.result().startsWith("[old result of " + CallName.of(text) + " (");
    }

    private static boolean isShortError(String result) {
        String start = result.substring(0, Math.min(result.length(), ERROR_WITHIN));
        return result.length() <= ERROR_CHARACTERS && ERROR.matcher(start).find();
    }

    private static boolean isQuoted(String result, String goal) {
        List<String> lines = goal.lines()
                .map(String::strip)
                .filter(line -> line.length() >= QUOTE_CHARACTERS)
                .toList();
        return lines.stream().anyMatch(result::contains);
    }
}
