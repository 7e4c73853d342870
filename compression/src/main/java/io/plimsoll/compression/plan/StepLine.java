package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCall;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One tool call in one line: {@code read_file src/a.py (132 lines)}. */
final class StepLine {

    /** The arguments that tell what a call was about, the most telling first. */
    private static final List<String> TELLING = List.of(
            "path",
            "file_path",
            "filePath",
            "file",
            "filename",
            "notebook_path",
            "command",
            "cmd",
            "script",
            "pattern",
            "query",
            "q",
            "url",
            "uri",
            "name",
            "id",
            "prompt",
            "description");

    private static final Set<String> PLACES =
            Set.of("path", "file_path", "filePath", "file", "filename", "notebook_path", "url", "uri");
    private static final int ARGUMENT_CHARACTERS = 120;
    private static final int ERROR_CHARACTERS = 80;
    /** An error says so in its first line, or in the exit code that a shell tool puts near the start or the end. */
    private static final Pattern ERROR = Pattern.compile(
            "\\b(error|exception|traceback|fatal|failed|failure|denied|not found|no such file)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern EXIT_CODE =
            Pattern.compile("\\bexit(?:ed)?(?: with)?(?: code| status)?[:= ]+([1-9]\\d*)", Pattern.CASE_INSENSITIVE);
    private static final int EXIT_CODE_WITHIN = 300;

    private static final JsonMapper JSON = JsonMapper.builder().build();

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
        return call.name() + argument(call.arguments());
    }

    private static String argument(String arguments) {
        JsonNode parsed = parse(arguments);
        if (parsed == null || !parsed.isObject()) {
            String line = Clip.line(arguments, ARGUMENT_CHARACTERS);
            return line.isEmpty() ? "" : ": " + line;
        }
        for (String name : TELLING) {
            String value = value(parsed.path(name));
            if (!value.isEmpty()) {
                return (PLACES.contains(name) ? " " : ": ") + value;
            }
        }
        for (JsonNode any : parsed) {
            String value = value(any);
            if (!value.isEmpty()) {
                return ": " + value;
            }
        }
        return "";
    }

    private static @Nullable JsonNode parse(String arguments) {
        try {
            return JSON.readTree(arguments);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static String value(JsonNode node) {
        if (node.isArray()) {
            return Clip.line(node.toString(), ARGUMENT_CHARACTERS);
        }
        return node.isValueNode() && !node.isNull() ? Clip.line(node.asString(), ARGUMENT_CHARACTERS) : "";
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
        String first = Clip.line(result, ERROR_CHARACTERS);
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
