package io.plimsoll.compression.reduce.log;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How bad a line of a log says it is, the worst first. */
enum Level {
    FATAL("FATAL|CRITICAL|CRIT|EMERG|ALERT|PANIC|SEVERE"),
    ERROR("ERROR|ERR|FAILED|FAILURE|FAIL"),
    WARN("WARNING|WARN"),
    INFO("INFO|NOTICE"),
    DEBUG("DEBUG|TRACE|VERBOSE"),
    /** It says nothing of the kind. */
    NONE("");

    /** A line names its level among its first words; what it says further on may speak of anything. */
    private static final int FIELD_WITHIN = 120;

    private static final int LINE_CHARACTERS = 400;

    /** The level as a field: in capitals, in brackets, behind {@code level=} or a comma, or as a letter at Android's or glog's place. */
    private static final Pattern FIELD = Pattern.compile("(?<![\\w.-])(?:"
            + words()
            + ")(?![\\w-])|(?i:\\[(?<bracket>"
            + words()
            + ")\\])|(?i:\\b(?:level|lvl|severity)=\"?(?<assigned>"
            + words()
            + ")\\b)|(?i:, (?<named>"
            + words()
            + ") )|^\\d\\d-\\d\\d [\\d:.]+ +\\d+ +\\d+ (?<letter>[FEWIDV]) |^(?<glog>[FEWI])\\d{4} \\d\\d:");

    /** Words that report an error wherever they stand, as builds, tests and languages put them. */
    private static final Pattern REPORT = Pattern.compile(
            "(?i:^\\W{0,4}(?:error|fatal|panic|fail(?:ed|ure)?)\\b)|(?i:\\berror(?:\\[\\w+\\]| \\w{1,4}\\d+)?:)"
                    + "|(?:^|[\\s:.])[A-Z]\\w{0,60}(?:Error|Exception)\\b|^Traceback \\(most recent|^\\s*[✗✘×] |^not ok\\b|^E   "
                    + "|(?i:\\b(?:segmentation fault|core dumped|command not found|no such file or directory|permission denied|"
                    + "out of memory|undefined reference|cannot find symbol|assertion failed)\\b)");

    private static final Pattern CAUTION = Pattern.compile("(?i:^\\W{0,4}warn(?:ing)?\\b|\\bwarning(?:\\[\\w+\\])?:)");

    private final String words;

    Level(String words) {
        this.words = words;
    }

    /** The level of {@code line}: what it says among its first words, or what it reports. */
    static Level of(String line) {
        String start = line.length() > LINE_CHARACTERS ? line.substring(0, LINE_CHARACTERS) : line;
        Matcher field = FIELD.matcher(start);
        field.region(0, Math.min(start.length(), FIELD_WITHIN));
        if (field.find()) {
            return named(field);
        }
        if (REPORT.matcher(start).find()) {
            return ERROR;
        }
        return CAUTION.matcher(start).find() ? WARN : NONE;
    }

    /** Whether the line reports that something went wrong. */
    boolean isError() {
        return this == FATAL || this == ERROR;
    }

    private static Level named(Matcher field) {
        String letter = first(field.group("letter"), field.group("glog"));
        if (letter != null) {
            return switch (letter) {
                case "F" -> FATAL;
                case "E" -> ERROR;
                case "W" -> WARN;
                case "I" -> INFO;
                default -> DEBUG;
            };
        }
        String word = first(first(field.group("bracket"), field.group("assigned")), field.group("named"));
        String name = (word == null ? field.group() : word).toUpperCase(Locale.ROOT);
        for (Level level : values()) {
            if (("|" + level.words + "|").contains("|" + name + "|")) {
                return level;
            }
        }
        return NONE;
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }

    private static String words() {
        return "FATAL|CRITICAL|CRIT|EMERG|ALERT|PANIC|SEVERE|ERROR|ERR|FAILED|FAILURE|FAIL|WARNING|WARN|INFO|NOTICE|DEBUG|TRACE"
                + "|VERBOSE";
    }
}
