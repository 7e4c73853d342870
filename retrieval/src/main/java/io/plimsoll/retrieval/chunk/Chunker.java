package io.plimsoll.retrieval.chunk;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a text into passages by its structure. Every character that is not blank lies in exactly one chunk.
 *
 * <ul>
 *   <li>Something said is a passage, whole up to {@value #MAX_TURN} characters. Several turns in one message, each under a
 *       {@code [date] Name:} of its own, are several passages.
 *   <li>What is longer, and the output of tools, is cut into pieces of up to {@value #MAX_PIECE} characters: at an empty line
 *       or line end if there is one in the second half of a piece, else behind a sentence, else at the border of a JSON
 *       object, else at a blank, else in the middle of a word.
 * </ul>
 */
public final class Chunker {

    static final int MAX_TURN = 800;
    static final int MAX_PIECE = 400;

    private static final Pattern TURN_START =
            Pattern.compile("(?<=\\A|\n\n)\\[(?=[^\\]\n]*\\b(?:19|20)\\d{2}\\b)[^\\]\n]{4,60}\\] [^:\n]{1,40}:");

    private static final List<Joint> JOINTS =
            List.of(Joint.behind("\n\n"), Joint.behind("\n"), Joint.sentence(), Joint.jsonRecord(), Joint.behind(" "));

    private Chunker() {}

    /** The passages of something that a person or a model said, in order. */
    public static List<Chunk> turns(String text) {
        var chunks = new ArrayList<Chunk>();
        var starts = TURN_START.matcher(text);
        int from = 0;
        while (starts.find()) {
            turn(text, from, starts.start(), chunks);
            from = starts.start();
        }
        turn(text, from, text.length(), chunks);
        return List.copyOf(chunks);
    }

    /** The passages of a tool's output, a file or a log, in order. */
    public static List<Chunk> pieces(String text) {
        var chunks = new ArrayList<Chunk>();
        pieces(text, 0, text.length(), chunks);
        return List.copyOf(chunks);
    }

    private static void turn(String text, int from, int to, List<Chunk> chunks) {
        int start = skipBlanks(text, from, to);
        int end = dropBlanks(text, start, to);
        if (end - start <= MAX_TURN) {
            add(start, end, chunks);
            return;
        }
        pieces(text, start, end, chunks);
    }

    private static void pieces(String text, int from, int to, List<Chunk> chunks) {
        int start = skipBlanks(text, from, to);
        int last = dropBlanks(text, start, to);
        while (last - start > MAX_PIECE) {
            int end = cut(text, start);
            add(start, dropBlanks(text, start, end), chunks);
            start = skipBlanks(text, end, last);
        }
        add(start, last, chunks);
    }

    /** Where the piece that begins at {@code start} ends: in the second half of the room, at the best joint's last place. */
    private static int cut(String text, int start) {
        int limit = start + MAX_PIECE;
        for (var joint : JOINTS) {
            int at = joint.lastIn(text, start + MAX_PIECE / 2, limit);
            if (at > 0) {
                return at;
            }
        }
        return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    }

    private static void add(int start, int end, List<Chunk> chunks) {
        if (end > start) {
            chunks.add(new Chunk(start, end));
        }
    }

    private static int skipBlanks(String text, int from, int to) {
        int at = from;
        while (at < to && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int dropBlanks(String text, int from, int to) {
        int at = to;
        while (at > from && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }
}
