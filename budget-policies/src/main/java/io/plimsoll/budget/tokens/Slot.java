package io.plimsoll.budget.tokens;

import java.util.Optional;

/**
 * Where a template put a marker that stands for a message's text, and what it would strip from that text: the marker is
 * rendered within whitespace, and what is left of it tells.
 *
 * @param start where text begins in the rendering
 * @param end where it ends, exclusive
 * @param leading what the template strips from the start of the text
 * @param trailing what the template strips from its end
 */
record Slot(int start, int end, Stripping leading, Stripping trailing) {

    private static final String BREAKS = "\n\n\n";
    private static final String BLANK = "\t";

    /** Whitespace that a template takes away from one end of a text. */
    enum Stripping {
        NOTHING,
        LINE_BREAKS,
        ALL
    }

    /** {@code marker} as it is to be rendered. */
    static String padded(String marker) {
        return BREAKS + BLANK + marker + BLANK + BREAKS;
    }

    /** The place of {@code marker}, rendered {@linkplain #padded padded}, in {@code rendering}; empty if it is not there. */
    static Optional<Slot> of(String marker, String rendering) {
        int start = rendering.indexOf(marker);
        if (start < 0) {
            return Optional.empty();
        }
        int end = start + marker.length();
        Stripping leading =
                stripping(rendering.startsWith(BREAKS + BLANK, start - 4), rendering.startsWith(BLANK, start - 1));
        Stripping trailing = stripping(rendering.startsWith(BLANK + BREAKS, end), rendering.startsWith(BLANK, end));
        return Optional.of(new Slot(start - kept(leading), end + kept(trailing), leading, trailing));
    }

    /** What {@code rendering} shows of the marker here, with {@code other} in its place. */
    String shown(String rendering, String marker, String other) {
        return rendering.substring(start, end).replace(marker, other);
    }

    /** {@code text} as the template would write it here. */
    String strip(String text) {
        return stripEnd(stripStart(text));
    }

    private String stripStart(String text) {
        return switch (leading) {
            case NOTHING -> text;
            case ALL -> text.stripLeading();
            case LINE_BREAKS -> {
                int start = 0;
                while (start < text.length() && text.charAt(start) == '\n') {
                    start++;
                }
                yield text.substring(start);
            }
        };
    }

    private String stripEnd(String text) {
        return switch (trailing) {
            case NOTHING -> text;
            case ALL -> text.stripTrailing();
            case LINE_BREAKS -> {
                int end = text.length();
                while (end > 0 && text.charAt(end - 1) == '\n') {
                    end--;
                }
                yield text.substring(0, end);
            }
        };
    }

    private static Stripping stripping(boolean all, boolean blank) {
        return all ? Stripping.NOTHING : blank ? Stripping.LINE_BREAKS : Stripping.ALL;
    }

    private static int kept(Stripping stripping) {
        return switch (stripping) {
            case NOTHING -> BREAKS.length() + BLANK.length();
            case LINE_BREAKS -> BLANK.length();
            case ALL -> 0;
        };
    }
}
