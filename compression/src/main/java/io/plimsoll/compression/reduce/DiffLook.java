package io.plimsoll.compression.reduce;

import java.util.List;
import java.util.regex.Pattern;

/** Tells a unified diff by its hunks. */
final class DiffLook {

    private static final double OF_A_DIFF = .8;
    private static final Pattern HUNK = Pattern.compile("@@ -\\d+(?:,\\d+)? \\+\\d+(?:,\\d+)? @@.*");
    private static final Pattern HEADER = Pattern.compile(
            "(?:diff --git|index [0-9a-f]|new file|deleted file|old mode|new mode|similarity|rename|copy |"
                    + "Binary files|Index: |={20,}|commit [0-9a-f]{7}|Author: |Date: ).*");

    private DiffLook() {}

    static boolean isDiff(List<String> lines) {
        int hunks = 0;
        int marked = 0;
        for (String line : lines) {
            boolean hunk = line.startsWith("@@") && HUNK.matcher(line).matches();
            hunks += hunk ? 1 : 0;
            char first = line.charAt(0);
            boolean content = first == '+' || first == '-' || first == ' ' || first == '\\' || first == '\t';
            marked += hunk || content || HEADER.matcher(line).matches() ? 1 : 0;
        }
        return hunks > 0 && marked >= OF_A_DIFF * lines.size();
    }
}
