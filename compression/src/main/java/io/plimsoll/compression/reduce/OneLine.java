package io.plimsoll.compression.reduce;

/** What a text says in one line. */
public final class OneLine {

    private OneLine() {}

    /** The first line of {@code text} that is not blank, in at most {@code characters}, with a mark where there is more. */
    public static String of(String text, int characters) {
        String line = text.lines()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("");
        boolean more = text.strip().length() > line.length();
        if (line.length() > characters) {
            return line.substring(0, boundary(line, characters)) + "…";
        }
        return more ? line + "…" : line;
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
