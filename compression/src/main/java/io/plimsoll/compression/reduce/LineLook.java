package io.plimsoll.compression.reduce;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells what a single line of at most some hundred characters looks like; the first kind in the list that claims it. */
record LineLook(ContentType type, Pattern pattern) {

    /** A path that shows itself as one, by its folders or its extension; possessive, so that it is read once. */
    private static final String PATH =
            "(?=[A-Za-z./~_@])[\\w.@+~/-]++(?<=\\.\\w{1,10}|/[\\w.@+~-]{1,60}|Makefile|Dockerfile)";

    private static final List<LineLook> LOOKS = List.of(
            // A compiler's or a linter's finding, before the hit of a search that it resembles.
            look(
                    ContentType.LOG,
                    PATH + "[:(]\\d+(?:[:,]\\d+)?[:)]+ (?:fatal |internal )?(?:error|warning|note|info)\\b.*"),
            // A time within the first characters of a line: ISO, syslog, Unix with a date, a bare time.
            look(
                    ContentType.LOG,
                    "\\W{0,3}(?:\\w[\\w.:<>-]{0,60} ){0,2}\\[?\\d{2,4}[-/.]\\d{2}[-/.]\\d{2,4}[T _-]\\d{2}[:.]\\d{2}.*"),
            look(
                    ContentType.LOG,
                    "\\W{0,3}(?:\\w[\\w.:<>-]{0,60} ){0,2}\\[?\\d{2}[-/]\\d{2}[ -]\\d{2}:\\d{2}:\\d{2}.*"),
            look(
                    ContentType.LOG,
                    "\\[?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +"
                            + "\\d{1,2} \\d{2}:\\d{2}:\\d{2}.*"),
            look(ContentType.LOG, "\\[? ?\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d+)?[\\]\\s,].*"),
            look(ContentType.LOG, "\\d{8}-\\d{1,2}:\\d{1,2}:\\d{1,2}[:.]\\d+.*"),
            look(ContentType.LOG, "\\[ *\\d+\\.\\d{3,6}\\] .*"),
            look(ContentType.LOG, "(?:\\S+ ){0,6}\\d{9,10}(?:\\.\\d+)? .*"),
            // A level at the start, or after a component.
            look(
                    ContentType.LOG,
                    "(?:\\S+ ){0,3}\\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|FATAL|CRITICAL|PANIC)\\b.*"),
            look(ContentType.LOG, "(?:\\S+ )?\\[(?:trace|debug|info|notice|warn|warning|error|fatal)\\].*"),
            look(ContentType.LOG, "(?:level|lvl|severity|ts|time)=\\S+ .*"),
            look(ContentType.LOG, "(?:fatal|error|warning|panic)(?:\\[\\w+\\])?: .*"),
            // Traces.
            look(ContentType.LOG, "\\s+at [\\w.$<>/ \\[\\]]+ ?\\(.*\\)\\s*"),
            look(ContentType.LOG, "\\s+at (?:async )?(?:file://|node:|/).*:\\d+:\\d+\\s*"),
            look(ContentType.LOG, "\\s+File \".+\", line \\d+.*"),
            look(
                    ContentType.LOG,
                    "(?:Traceback \\(most recent call last\\):|Caused by: .*|goroutine \\d+ \\[.*|"
                            + "(?:[a-z]\\w*\\.)*[A-Z]\\w*(?:Error|Exception)\\b(?::.*)?)"),
            // Builds and tests.
            look(
                    ContentType.LOG,
                    "\\s*(?:PASS|FAIL|PASSED|FAILED|(?:not )?ok(?=\\s+\\S)|✓|✔|✗|✘|×|--- (?:PASS|FAIL|SKIP):|=== RUN|> Task)(?:\\s.*)?"),
            look(
                    ContentType.LOG,
                    "(?:test \\S+ \\.\\.\\. \\w+|\\S+::\\S+ (?:PASSED|FAILED|SKIPPED|ERROR).*|Tests run: .*|=+ .* =+|E   .*)"),
            look(
                    ContentType.LOG,
                    "\\s*(?:Compiling|Downloading|Downloaded|Installing|Fetching|Building|Linking|Collecting|Using cached"
                            + "|Requirement already|Successfully|Finished|Running|Checking|Unpacking|Setting up|Get:\\d+|npm|yarn|\\[\\d+/\\d+\\])\\b.*"),
            look(ContentType.LOG, "> (?:\\S+@\\d\\S* \\S+|.* && .*)"),
            // An access log.
            look(ContentType.LOG, "\\d{1,3}(?:\\.\\d{1,3}){3} .*\"(?:GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS) .*"),
            look(
                    ContentType.LISTING,
                    "(?:[-dlbcps][-rwxsStT]{9}[.+@]? .*|total \\d+[KMG]?|[│├└─ |`+\\\\-]*(?:├──|└──|\\|--|`--|\\+---|\\\\---) ?.+)"),
            look(
                    ContentType.LISTING,
                    "\\s*(?:- )?(?=[^\\s]*[A-Za-z_])[\\w.@+~/-]++(?<=/|/[\\w.@+~-]{1,60}|\\.\\w{1,10})\\s*"),
            look(ContentType.LISTING, "\\s*\\d+[KMG]?\\s+[\\w.@+~/-]+\\s*"),
            look(ContentType.GREP, PATH + ":(?:\\d+[:-].*|(?!//).*)"),
            look(ContentType.GREP, "--"),
            // Program text: what a statement starts or ends with.
            look(
                    ContentType.CODE,
                    "\\s*(?:import|from|package|using|#include|#define|#if|#endif|export|const|let|var|function|class|interface"
                            + "|enum|struct|def|fn|func|pub|impl|trait|type|mod|use|public|private|protected|static|final|return|async def|"
                            + "namespace|template|typedef|extern|unsigned|int|void|double|auto|elif|@\\w+)\\b(?:.*[;{}(),:=<>\\[].*|\\s+[\\w.$*]+)?"),
            look(ContentType.CODE, ".*(?:[;{]|\\)[:;,]|=>|\\);|\\{\\}|\\],|\\},)\\s*(?://.*)?"),
            look(ContentType.CODE, "\\s*(?://|/\\*|\\*/|\\* ).*"),
            look(ContentType.CODE, "\\s*[})\\]]+[;,]?\\s*(?:else.*|catch.*|while.*)?"),
            look(
                    ContentType.CODE,
                    "\\s*(?:(?:if|for|while|switch|match|else|elif|try|except|catch|with|case|raise|throw|await|self|this)\\b"
                            + ".*[({:.=].*|[\\w.\\[\\]]+ (?:=|\\+=|:=|-=) \\S.*|[\\w.]+\\(.*\\),?)"),
            // Sentences and Markdown.
            look(ContentType.PROSE, "(?:#{1,6} \\S.*|\\s*(?:[-*•]|\\d{1,3}[.)]) +\\S+ \\S.*|\\|.*\\||>.*|```.*)"),
            look(ContentType.PROSE, "\\P{L}{0,8}\\p{L}[\\p{L}'’-]*,?(?: \\S+){5,}\\s*"),
            look(ContentType.PROSE, "\\P{L}{0,4}\\p{L}.*[.!?:…。]['\")*_]{0,3}\\s*"));

    /** What kind claims {@code line}; empty for none. */
    static Optional<ContentType> of(String line) {
        for (LineLook look : LOOKS) {
            if (look.pattern.matcher(line).matches()) {
                return Optional.of(look.type);
            }
        }
        return Optional.empty();
    }

    private static LineLook look(ContentType type, String pattern) {
        return new LineLook(type, Pattern.compile(pattern));
    }
}
