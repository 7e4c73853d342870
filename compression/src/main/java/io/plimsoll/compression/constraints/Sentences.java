package io.plimsoll.compression.constraints;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Splits a passage into sentences: where the JDK's {@link BreakIterator} does, but not behind an abbreviation nor within
 * quotation marks or brackets, and in long runs of small letters at every full stop as well.
 */
final class Sentences {

    /** A sentence of this length is probably several whose writer does not capitalise. */
    private static final int LONG = 240;
    /** So many pieces may be one sentence. */
    private static final int JOINED = 8;

    private static final Set<String> ABBREVIATIONS = Set.of(
            "dr.", "mr.", "mrs.", "ms.", "prof.", "st.", "e.g.", "i.e.", "cf.", "vs.", "approx.", "no.", "nr.", "z.b.",
            "d.h.", "bzw.", "ca.", "p.ex.", "p.", "sr.", "sra.", "ej.", "incl.", "resp.", "fig.", "sec.");

    private Sentences() {}

    /**
     * The sentences of {@code passage}, in order and without white space around them.
     *
     * @param longest what is joined is never longer, in characters
     */
    static List<Span> in(String text, Span passage, int longest) {
        List<Span> pieces = new ArrayList<>();
        for (Span piece : broken(text, passage)) {
            if (piece.length() > LONG) {
                splitAtStops(text, piece, pieces);
            } else {
                pieces.add(piece);
            }
        }
        return joined(text, pieces, longest);
    }

    private static List<Span> broken(String text, Span passage) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(passage.of(text));
        List<Span> pieces = new ArrayList<>();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            add(text, passage.start() + from, passage.start() + to, pieces);
            from = to;
        }
        return pieces;
    }

    private static void splitAtStops(String text, Span piece, List<Span> pieces) {
        int from = piece.start();
        for (int i = piece.start(); i + 1 < piece.end(); i++) {
            if (".!?;".indexOf(text.charAt(i)) >= 0 && Character.isWhitespace(text.charAt(i + 1))) {
                add(text, from, i + 1, pieces);
                from = i + 1;
            }
        }
        add(text, from, piece.end(), pieces);
    }

    private static void add(String text, int from, int to, List<Span> pieces) {
        Span piece = new Span(from, to).stripped(text);
        if (piece.length() > 0) {
            pieces.add(piece);
        }
    }

    private static List<Span> joined(String text, List<Span> pieces, int longest) {
        List<Span> sentences = new ArrayList<>(pieces.size());
        for (int first = 0; first < pieces.size(); ) {
            int last = closing(text, pieces, first, longest);
            sentences.add(new Span(pieces.get(first).start(), pieces.get(last).end()));
            first = last + 1;
        }
        return sentences;
    }

    /** The piece in which the sentence ends that begins with {@code first}; itself where what it opens is never closed. */
    private static int closing(String text, List<Span> pieces, int first, int longest) {
        int start = pieces.get(first).start();
        int end = Math.min(pieces.size(), first + JOINED);
        var nesting = new Nesting();
        for (int i = first; i < end && pieces.get(i).end() - start <= longest; i++) {
            nesting.read(text, pieces.get(i));
            if (!nesting.isOpen() && !endsAbbreviated(text, pieces.get(i))) {
                return i;
            }
        }
        return first;
    }

    private static boolean endsAbbreviated(String text, Span piece) {
        int from = piece.end();
        while (from > piece.start() && !Character.isWhitespace(text.charAt(from - 1)) && piece.end() - from < 8) {
            from--;
        }
        return ABBREVIATIONS.contains(text.substring(from, piece.end()).toLowerCase(Locale.ROOT));
    }
}
