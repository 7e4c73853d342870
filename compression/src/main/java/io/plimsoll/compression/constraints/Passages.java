package io.plimsoll.compression.constraints;

import io.plimsoll.compression.constraints.Passage.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into passages. Where a text is wrapped at some width, a line goes on in the next one; where each line stands
 * for itself, it does not. A line is wrapped if the next line's first word would not have fit into the widest line of the
 * paragraph. Takes time linear in the text's length. Created per text, not thread-safe.
 */
final class Passages {

    /** Nobody wraps lines narrower than this, nor wider than {@link #WIDEST}. */
    private static final int NARROWEST = 40;

    private static final int WIDEST = 160;
    /** Behind one of these a sentence, or what leads to a list, has ended. */
    private static final String ENDS = ".!?:;。！？";

    private final String text;
    private final List<Passage> passages = new ArrayList<>();
    /** Lines since the last passage, which may turn out to be several. */
    private final List<Span> lines = new ArrayList<>();

    private Kind linesKind = Kind.PROSE;
    private int paragraph;

    private Passages(String text) {
        this.text = text;
    }

    /** The passages of {@code region}, in order. */
    static List<Passage> in(String text, Span region) {
        var passages = new Passages(text);
        int at = region.start();
        while (at < region.end()) {
            int newline = text.indexOf('\n', at);
            int end = newline < 0 ? region.end() : Math.min(newline, region.end());
            passages.line(new Span(at, end));
            at = end + 1;
        }
        passages.flush();
        return passages.passages;
    }

    private void line(Span line) {
        LineStart start = LineStart.of(text, line);
        Span words = new Span(start.end(), line.end()).stripped(text);
        if (words.length() == 0) {
            flush();
            paragraph++;
            return;
        }
        switch (start.kind()) {
            case MACHINE -> {
                flush();
                passages.add(new Passage(words, Kind.MACHINE, paragraph));
            }
            case HEADING -> {
                flush();
                passages.add(new Passage(words, Kind.PROSE, paragraph));
            }
            case ITEM -> {
                flush();
                linesKind = Kind.ITEM;
                lines.add(words);
            }
            case WORDS -> lines.add(words);
        }
    }

    private void flush() {
        int width = lines.stream().mapToInt(Span::length).max().orElse(0);
        for (int first = 0; first < lines.size(); ) {
            int last = first;
            while (last + 1 < lines.size() && goesOn(lines.get(last), lines.get(last + 1), width)) {
                last++;
            }
            var span = new Span(lines.get(first).start(), lines.get(last).end());
            passages.add(new Passage(span, first == 0 ? linesKind : Kind.PROSE, paragraph));
            first = last + 1;
        }
        lines.clear();
        linesKind = Kind.PROSE;
    }

    private boolean goesOn(Span line, Span next, int width) {
        char last = text.charAt(line.end() - 1);
        if (ENDS.indexOf(last) >= 0) {
            return false;
        }
        boolean inMidSentence = last == ',' || Character.isLowerCase(text.charAt(next.start()));
        boolean wrapped = width >= NARROWEST && width <= WIDEST && line.length() + 1 + firstWord(next) > width;
        return inMidSentence || wrapped;
    }

    private int firstWord(Span line) {
        int end = line.start();
        while (end < line.end() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end - line.start();
    }
}
