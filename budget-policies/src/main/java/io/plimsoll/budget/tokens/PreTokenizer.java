package io.plimsoll.budget.tokens;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits text into the pieces within which byte pairs may merge: each stage splits the pieces of the stage before at the
 * borders of its matches, and keeps what lies between matches as pieces too ("Isolated" in a {@code tokenizer.json}).
 * Immutable and thread-safe.
 */
final class PreTokenizer {

    /* Oniguruma's \s, \d and case-insensitive groups are Unicode's, which Java must be told. */
    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS;

    private final List<Pattern> stages;

    private PreTokenizer(List<Pattern> stages) {
        this.stages = stages;
    }

    /**
     * @param expressions one regular expression for each stage
     * @throws java.util.regex.PatternSyntaxException if one of them is not valid in Java
     */
    static PreTokenizer of(List<String> expressions) {
        return new PreTokenizer(expressions.stream()
                .map(expression -> Pattern.compile(expression, FLAGS))
                .toList());
    }

    /** Calls {@code pieces} with each piece of {@code text}, in order; none is empty. */
    void split(String text, Consumer<String> pieces) {
        List<Matcher> matchers =
                stages.stream().map(stage -> stage.matcher(text)).toList();
        split(text, 0, text.length(), matchers, pieces);
    }

    private static void split(String text, int start, int end, List<Matcher> stages, Consumer<String> pieces) {
        if (start == end) {
            return;
        }
        if (stages.isEmpty()) {
            pieces.accept(text.substring(start, end));
            return;
        }
        List<Matcher> rest = stages.subList(1, stages.size());
        Matcher matcher = stages.getFirst().region(start, end);
        int done = start;
        while (matcher.find()) {
            split(text, done, matcher.start(), rest, pieces);
            split(text, matcher.start(), matcher.end(), rest, pieces);
            done = matcher.end();
        }
        split(text, done, end, rest, pieces);
    }
}
