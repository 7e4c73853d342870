package io.plimsoll.compression.reduce.files;

import io.plimsoll.budget.config.ToolAction;
import io.plimsoll.compression.reduce.ToolText;
import java.util.regex.Pattern;

/** How a call that was to change a file ended, as its result tells. */
enum CallOutcome {
    DONE,
    /** It says that it failed: the file is as it was, and the agent will try again. */
    FAILED,
    /** There is no result yet. */
    PENDING;

    /** An editor says so in its first line; what stands below may be the file's own text. */
    private static final Pattern FAILURE = Pattern.compile(
            "\\b(errors?|failed|failure|invalid|denied|not found|not exist|no such file|no replacement|no match(?:es)?"
                    + "|0 occurrences|multiple (?:matches|occurrences)|(?:could|did|can|does) ?not|unable|refused|aborted|rejected"
                    + "|has not been read)\\b|n't\\b|<tool_use_error>",
            Pattern.CASE_INSENSITIVE);

    /** What editors say first when all went well; a path behind it may hold any word. */
    private static final Pattern SUCCESS = Pattern.compile(
            "^(?:success|done\\b|wrote\\b|created?\\b|updated\\b|edit applied|replaced\\b|(?:the )?file .{1,200}? has been|"
                    + "file (?:created|written|updated))",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern EXIT_CODE =
            Pattern.compile("\\bexit(?:ed)?(?: with)?(?: code| status)?[:= ]+([1-9]\\d*)", Pattern.CASE_INSENSITIVE);
    private static final int FIRST_LINE_CHARACTERS = 240;
    private static final int EXIT_CODE_WITHIN = 300;
    /** A longer text is the file itself, whatever its first line says. */
    private static final int FAILED_READ_CHARACTERS = 400;

    static CallOutcome of(ToolText call, ToolAction action) {
        String result = call.result();
        return switch (action) {
            case SHELL -> exitCodeIn(result) ? FAILED : DONE;
            case READ -> result.isBlank() || result.length() < FAILED_READ_CHARACTERS && fails(result) ? FAILED : DONE;
            case EDIT, WRITE, DELETE, MOVE, PATCH -> result.isBlank() ? PENDING : fails(result) ? FAILED : DONE;
        };
    }

    private static boolean fails(String result) {
        String start = result.stripLeading();
        int end = start.indexOf('\n');
        String first = start.substring(0, Math.min(end < 0 ? start.length() : end, FIRST_LINE_CHARACTERS));
        return !SUCCESS.matcher(first).find() && FAILURE.matcher(first).find();
    }

    private static boolean exitCodeIn(String result) {
        String start = result.substring(0, Math.min(result.length(), EXIT_CODE_WITHIN));
        String end = result.substring(Math.max(0, result.length() - EXIT_CODE_WITHIN));
        return EXIT_CODE.matcher(start).find() || EXIT_CODE.matcher(end).find();
    }
}
