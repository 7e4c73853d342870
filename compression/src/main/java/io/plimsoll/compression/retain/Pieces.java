package io.plimsoll.compression.retain;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a text as pieces that can stand alone. A line that is too long for that comes in pieces that overlap, so that
 * whatever is short stands whole in one of them: JSON by its records, anything else in windows.
 */
final class Pieces {

    /** A line of code is seldom longer; twice what is needed to see what stands around a name. */
    static final int MOST_CHARACTERS = 420;
    /** How far one of the overlapping pieces begins behind the one before it. */
    static final int STEP = 150;

    private static final int LEAST_CHARACTERS = 3;

    private Pieces() {}

    /** The pieces of {@code text} in their order, each without the space around it. */
    static List<Piece> of(String text) {
        List<Piece> pieces = new ArrayList<>();
        text.lines().forEach(line -> add(line.strip(), pieces));
        return pieces;
    }

    private static void add(String line, List<Piece> pieces) {
        if (line.length() < LEAST_CHARACTERS) {
            return;
        }
        if (line.length() <= MOST_CHARACTERS) {
            pieces.add(Piece.of(line));
            return;
        }
        List<Piece> records = JsonRecords.of(line);
        if (records.isEmpty()) {
            addWindows(line, "", pieces);
        }
        for (Piece record : records) {
            if (record.text().length() <= MOST_CHARACTERS) {
                pieces.add(record);
            } else {
                addWindows(record.text(), record.within(), pieces);
            }
        }
    }

    private static void addWindows(String line, String within, List<Piece> pieces) {
        int from = 0;
        while (from + MOST_CHARACTERS - STEP < line.length()) {
            int to = Math.min(line.length(), from + MOST_CHARACTERS);
            pieces.add(new Piece(
                    within, line.substring(whole(line, from), whole(line, to)).strip()));
            from += STEP;
        }
    }

    /** {@code at}, or one less where that would split a character. */
    private static int whole(String line, int at) {
        boolean splits = at > 0
                && at < line.length()
                && Character.isLowSurrogate(line.charAt(at))
                && Character.isHighSurrogate(line.charAt(at - 1));
        return splits ? at - 1 : at;
    }
}
