package io.plimsoll.compression.retain;

/**
 * About how many tokens a line costs: close enough to compare lines with each other, a hundred times cheaper than to count
 * them. Only lines that are chosen are worth a count.
 */
final class LineTokens {

    /** Byte-pair vocabularies hold most words up to this length, and longer ones in pieces of it. */
    private static final int LETTERS = 6;

    private static final int DIGITS = 2;
    private static final int SIGNS = 2;
    /** Beyond it, letters are mostly a token each. */
    private static final int LATIN = 0x250;

    private LineTokens() {}

    static int about(String line) {
        int tokens = 0;
        int at = 0;
        while (at < line.length()) {
            int end = runEnd(line, at);
            tokens += cost(line.charAt(at), end - at);
            at = end;
        }
        return Math.max(1, tokens);
    }

    private static int runEnd(String line, int at) {
        int kind = kind(line.charAt(at));
        int end = at + 1;
        while (end < line.length() && kind(line.charAt(end)) == kind) {
            end++;
        }
        return end;
    }

    private static int cost(char first, int length) {
        return switch (kind(first)) {
            case 0 -> length > 1 ? 1 : 0;
            case 1 -> first >= LATIN ? length : (length + LETTERS - 1) / LETTERS;
            case 2 -> (length + DIGITS - 1) / DIGITS;
            default -> (length + SIGNS - 1) / SIGNS;
        };
    }

    private static int kind(char c) {
        if (Character.isWhitespace(c)) {
            return 0;
        }
        if (Character.isLetter(c)) {
            return 1;
        }
        return Character.isDigit(c) ? 2 : 3;
    }
}
