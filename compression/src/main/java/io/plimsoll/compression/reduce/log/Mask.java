package io.plimsoll.compression.reduce.log;

/**
 * Replaces what varies from line to line by its looks alone: numbers, ids, addresses and times become {@code <*>}. Drain reads
 * lines after this. Thread-safe.
 */
final class Mask {

    /** Stands for what varies. */
    static final String ANY = "<*>";

    private Mask() {}

    /**
     * {@code word} with each run of letters and digits that holds a digit, or is a long hexadecimal number, replaced; of
     * neighbours with only {@code . : - /} between them one replacement is made, as of an address or a date.
     */
    static String of(String word) {
        if (!varies(word)) {
            return word;
        }
        var out = new StringBuilder();
        int at = 0;
        boolean open = false;
        while (at < word.length()) {
            int end = at;
            while (end < word.length() && isPart(word.charAt(end))) {
                end++;
            }
            if (end == at) {
                out.append(word.charAt(at));
                open = open && ".:-/".indexOf(word.charAt(at)) >= 0;
                at++;
            } else if (varies(word, at, end)) {
                if (open) {
                    out.setLength(out.lastIndexOf(ANY) + ANY.length());
                } else {
                    out.append(ANY);
                }
                open = true;
                at = end;
            } else {
                out.append(word, at, end);
                open = false;
                at = end;
            }
        }
        return out.toString();
    }

    private static boolean varies(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (isDigit(word.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean varies(String word, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isDigit(word.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '_' || c > 127;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
