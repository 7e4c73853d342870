package io.plimsoll.compression.reduce;

import java.util.regex.Pattern;

/** The line that stands where a lossy reducer left something out: {@code [… 12 lines left out …]}. */
public final class LeftOut {

    private static final Pattern MARK = Pattern.compile("^[ \\t]*\\[… [^\\n]{1,120} left out …]$", Pattern.MULTILINE);

    private LeftOut() {}

    /**
     * The mark for {@code what}.
     *
     * @param what one line of at most 120 characters, such as {@code 12 lines}
     */
    public static String mark(String what) {
        return "[… " + what + " left out …]";
    }

    /** The mark for a number of things, each a {@code one} and more of them {@code many}. */
    public static String mark(int count, String one, String many) {
        return mark(count == 1 ? "1 " + one : count + " " + many);
    }

    /** Whether {@code text} holds a mark: what was shortened once is not shortened again. */
    public static boolean isIn(String text) {
        return MARK.matcher(text).find();
    }
}
