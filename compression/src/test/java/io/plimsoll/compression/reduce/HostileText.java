package io.plimsoll.compression.reduce;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A text of about two million characters that a careless reader takes forever for, or dies of. */
record HostileText(String name, Supplier<String> written) {

    private static final int CHARACTERS = 2_000_000;

    static final List<HostileText> ALL = List.of(
            repeated("one word", "a"),
            repeated("one line of words", "word "),
            repeated("one line of paths", "a/b.c:1:"),
            repeated("empty lines", "\n"),
            repeated("blank lines that differ", " \n\t\n"),
            repeated("carriage returns", "a\r"),
            repeated("lines of one letter", "a\n"),
            repeated("brackets that open", "["),
            repeated("braces that open", "{\"a\":"),
            repeated("quotes", "\""),
            repeated("back slashes", "\\"),
            repeated("tags that open", "<div>"),
            repeated("tags that never end", "<a "),
            repeated("comments that open", "<!--/*"),
            repeated("brackets and braces of code", "f(){"),
            repeated("equal log lines", "2026-11-25 10:00:00 ERROR worker failed\n"),
            repeated("a log on one line", "2026-11-25 10:00:00 ERROR worker failed "),
            repeated("stack frames", "\tat a.b.C.d(E.java:1)\n"),
            repeated("hunks", "@@ -1 +1 @@\n-a\n+b\n"),
            repeated("numbers", "1 "),
            repeated("nulls", "\0"),
            repeated("halves of characters", "\uD83D"),
            new HostileText("an array that never closes", () -> "[" + times("{\"a\":1,\"b\":[2]},")),
            new HostileText("objects on lines", () -> times("{\"a\":1,\"b\":\"x\"}\n")),
            new HostileText("lines that all differ", HostileText::random),
            new HostileText("records that all differ in their keys", HostileText::strangers));

    String text() {
        return written.get();
    }

    @Override
    public String toString() {
        return name;
    }

    private static HostileText repeated(String name, String piece) {
        return new HostileText(name, () -> times(piece));
    }

    private static String times(String piece) {
        return piece.repeat(CHARACTERS / piece.length());
    }

    private static String random() {
        var random = new Random(20261125);
        return IntStream.range(0, CHARACTERS / 50)
                .mapToObj(i -> Long.toString(random.nextLong(), 36) + " " + Long.toHexString(random.nextLong()) + " "
                        + random.nextInt())
                .collect(Collectors.joining("\n"));
    }

    private static String strangers() {
        return IntStream.range(0, CHARACTERS / 40)
                .mapToObj(i -> "{\"key" + i + "\":" + i + ",\"other" + i + "\":[]}")
                .collect(Collectors.joining(",\n", "[", "]"));
    }
}
