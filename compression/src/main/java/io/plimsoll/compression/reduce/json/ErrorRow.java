package io.plimsoll.compression.reduce.json;

import java.util.Set;
import java.util.regex.Pattern;

/** Tells a record that reports an error: by a word of a short value, by what stands at an error's key, or by an HTTP status. */
final class ErrorRow {

    /** Longer strings speak of many things, and mostly of some error too. */
    private static final int CHARACTERS = 300;

    private static final Pattern WORD = Pattern.compile(
            "\\b(?:errors?|errored|exception|fail(?:ed|ure)?|fatal|critical|panic|crash(?:ed)?|denied|refused|timeout|"
                    + "timed out|unavailable|traceback|rejected|aborted|unhealthy)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern KEY =
            Pattern.compile("(?i)(?:.*_)?(?:err|errors?|exception|failure|stack_?trace)(?:_.*)?");
    private static final Set<String> NONE = Set.of("null", "false", "0", "0.0");
    private static final Set<String> STATUS =
            Set.of("status", "statusCode", "status_code", "httpStatus", "http_status");
    private static final Pattern HTTP_ERROR = Pattern.compile("[45]\\d\\d");

    private ErrorRow() {}

    static boolean tells(Json value) {
        return switch (value) {
            case Json.Literal literal -> false;
            case Json.Text text -> speaks(text.value());
            case Json.Items items -> items.values().stream().anyMatch(ErrorRow::tells);
            case Json.Members object -> object.members().stream().anyMatch(ErrorRow::tells);
        };
    }

    private static boolean tells(Json.Member member) {
        if (KEY.matcher(member.key()).matches()) {
            return !isNone(member.value());
        }
        return STATUS.contains(member.key())
                        && member.value() instanceof Json.Literal(String number)
                        && HTTP_ERROR.matcher(number).matches()
                || tells(member.value());
    }

    private static boolean isNone(Json value) {
        return switch (value) {
            case Json.Literal literal -> NONE.contains(literal.spelling());
            case Json.Text text -> text.value().isBlank() || text.value().equalsIgnoreCase("none");
            case Json.Items items -> items.values().isEmpty();
            case Json.Members object -> object.members().isEmpty();
        };
    }

    private static boolean speaks(String text) {
        return text.length() <= CHARACTERS && WORD.matcher(text).find();
    }
}
