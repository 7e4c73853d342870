package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCounter;

/** A text that is too long, shortened to its start and its end with a mark between them. */
final class Clip {

    private static final String MARK = "\n[… left out here …]\n";
    /** The start of a message says what it is about; of the room that there is it gets this share. */
    private static final double START = 2 / 3.0;

    private Clip() {}

    /**
     * {@code text} in at most {@code limit} tokens.
     *
     * @param tokens its tokens as far as known; an estimate only costs another round
     */
    static String to(int limit, String text, int tokens, PromptCounter counter) {
        int room = limit - counter.text(MARK);
        if (room <= 0) {
            return "";
        }
        int characters = (int) ((long) text.length() * room / Math.max(tokens, 1));
        while (characters > 0) {
            String clipped = startAndEnd(text, characters);
            int now = counter.text(clipped);
            if (now <= limit) {
                return clipped;
            }
            characters = Math.min(characters - 1, (int) ((long) characters * limit * .95 / now));
        }
        return "";
    }

    private static String startAndEnd(String text, int characters) {
        if (characters >= text.length()) {
            return text;
        }
        int start = boundary(text, (int) (characters * START));
        int end = boundary(text, text.length() - (characters - start));
        return text.substring(0, start) + MARK + text.substring(end);
    }

    /** {@code at}, or one less where that would split a character. */
    private static int boundary(String text, int at) {
        boolean splits = at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
        return splits ? at - 1 : at;
    }
}
