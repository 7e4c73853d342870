package io.plimsoll.compression.reduce.code;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The programming languages whose bodies are found. */
enum Language {
    JAVA(
            "java",
            "import (?:static )?[\\w.]+(?:\\.\\*)?;|package [\\w.]+;|(?:public|private|protected) .*[{;(]|@Override"),
    PYTHON(
            "py pyi",
            "def \\w+\\(|class \\w+.*:$|from [\\w.]+ import|import [\\w.]+$|elif .*:$|if __name__|@\\w+$|self\\."),
    JAVASCRIPT(
            "js jsx ts tsx mjs cjs mts cts",
            "import .*['\"];?$|export |const .* = |let \\w|(?:async )?function|.*=> \\{$|module\\.exports|interface \\w+ \\{"),
    GO("go", "package \\w+$|func [\\w(]|import \\($|\\w.* := |type \\w+ (?:struct|interface) "),
    RUST("rs", "use [\\w:]+.*;|pub |(?:async )?fn \\w|impl[ <]|let mut |#!?\\[|mod \\w+"),
    C(
            "c h cc cpp cxx hpp hh hxx",
            "#include|#define|#ifn?def|#pragma|typedef |template ?<|namespace \\w|using namespace|std::|static \\w+ \\**\\w+\\(");

    private static final int LINES = 300;
    private static final int LINE_CHARACTERS = 200;
    /** So many lines at least that no other language has. */
    private static final int NEEDED = 2;

    private static final Map<String, Language> BY_ENDING = Stream.of(values())
            .flatMap(language -> Stream.of(language.endings.split(" ")).map(ending -> Map.entry(ending, language)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final Pattern FILE = Pattern.compile("[\\w/\\\\-]\\.([a-z]{1,4})\\b");

    private final String endings;
    private final Pattern look;

    Language(String endings, String look) {
        this.endings = endings;
        this.look = Pattern.compile("(?:" + look + ")");
    }

    /** The language of the first source file that a tool call names. */
    static Optional<Language> ofFileIn(String arguments) {
        Matcher file = FILE.matcher(arguments);
        while (file.find()) {
            Language language = BY_ENDING.get(file.group(1));
            if (language != null) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** The language that lines of code look like; empty where no language has two lines of its own. */
    static Optional<Language> of(SourceLines source) {
        Map<Language, Long> claims = source.lines().stream()
                .limit(LINES)
                .map(line -> line.code().strip())
                .map(line -> line.substring(0, Math.min(line.length(), LINE_CHARACTERS)))
                .flatMap(line -> Stream.of(values())
                        .filter(language -> language.look.matcher(line).lookingAt()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return Stream.of(values())
                .filter(language -> claims.getOrDefault(language, 0L) >= NEEDED)
                .reduce((best, next) -> claims.getOrDefault(next, 0L) > claims.getOrDefault(best, 0L) ? next : best);
    }

    /** Whether bodies are told by indentation, and not by braces. */
    boolean isIndented() {
        return this == PYTHON;
    }

    /** Whether the end of a line may end a statement. */
    boolean linesEndStatements() {
        return this == GO || this == JAVASCRIPT;
    }

    /** The line that stands for a body; in Python a function must have a statement, if only one that does nothing. */
    String omission(Body body) {
        String lines = "(" + body.lines() + " lines)";
        return switch (body.kind()) {
            case FUNCTION -> isIndented() ? "...  " + comment(lines) : comment("... " + lines);
            case LINE_COMMENTS -> comment("... " + lines);
            case TEXT -> "... " + lines;
        };
    }

    String comment(String text) {
        return (isIndented() ? "# " : "// ") + text;
    }
}
