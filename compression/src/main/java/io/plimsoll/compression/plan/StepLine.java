package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.compression.reduce.CallName;
import io.plimsoll.compression.reduce.OneLine;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One tool call in one line: {@code read_file src/a.py (132 lines)}. */
final class StepLine {

    private static final int ERROR_CHARACTERS = 80;
    /** An error says so in its first line, or in the exit code that a shell tool puts near the start or the end. */
    private static final Pattern ERROR = Pattern.compile(
            "\\b(error|exception|traceback|fatal|failed|failure|denied|not found|no such file)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern EXIT_CODE =
            Pattern.compile("\\bexit(?:ed)?(?: with)?(?: code| status)?[:= ]+([1-9]\\d*)", Pattern.CASE_INSENSITIVE);
    private static final int EXIT_CODE_WITHIN = 300;

    private StepLine() {}

    /**
     * The line of a call.
     *
     * @param result the text of its result, null where it has none
     */
    static String of(PromptCall call, @Nullable String result) {
        return callOf(call) + " (" + outcome(result) + ")";
    }

    /** The call without its outcome. */
    static String callOf(PromptCall call) {
        return CallName.of(call.name(), call.arguments());
    }

    /** Whether a result says that something went wrong. */
    static boolean isError(String result) {
        return !result.isBlank() && !error(result).isEmpty();
    }

    private static String outcome(@Nullable String result) {
        if (result == null) {
            return "no result";
        }
        if (result.isBlank()) {
            return "empty";
        }
        long lines = result.lines().count();
        String size = lines == 1 ? "1 line" : lines + " lines";
        String error = error(result);
        return error.isEmpty() ? size : size + ", " + error;
    }

    private static String error(String result) {
        String first = OneLine.of(result, ERROR_CHARACTERS);
        if (ERROR.matcher(first).find()) {
            return "error: " + first;
        }
        String start = result.substring(0, Math.min(result.length(), EXIT_CODE_WITHIN));
        String end = result.substring(Math.max(0, result.length() - EXIT_CODE_WITHIN));
        for (String part : List.of(start, end)) {
            Matcher exit = EXIT_CODE.matcher(part);
            if (exit.find()) {
                return "error: exit code " + exit.group(1);
            }
        }
        return "";
    }
}
