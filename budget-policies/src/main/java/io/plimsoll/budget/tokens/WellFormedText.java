package io.plimsoll.budget.tokens;

/**
 * Text without lone surrogates. JSON may hold them as escapes, UTF-8 can't, and each tokenizer would treat them in a way of
 * its own.
 */
final class WellFormedText {

    private WellFormedText() {}

    /** {@code text}, each lone surrogate replaced by U+FFFD. */
    static String of(String text) {
        int lone = nextLone(text, 0);
        if (lone < 0) {
            return text;
        }
        StringBuilder mended = new StringBuilder(text);
        while (lone >= 0) {
            mended.setCharAt(lone, '\uFFFD');
            lone = nextLone(text, lone + 1);
        }
        return mended.toString();
    }

    private static int nextLone(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean paired = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!paired) {
                return i;
            }
            i++;
        }
        return -1;
    }
}
