package io.plimsoll.compression.reduce.repeats;

import io.plimsoll.compression.reduce.CallName;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.ToolText;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a lossless result back as an agent would: it looks up what is referred to, at the last such call. */
final class Reader {

    private static final Pattern SAME = Pattern.compile("\\[same as the result of (.*) above\\]", Pattern.DOTALL);
    private static final Pattern RUN =
            Pattern.compile("\\[lines (\\d+)-(\\d+): unchanged from the result of (.*) above\\]");

    private Reader() {}

    static String read(Reading reading, String reduced) {
        Matcher same = SAME.matcher(reduced);
        if (same.matches()) {
            return result(reading, same.group(1));
        }
        return Arrays.stream(reduced.split("\n", -1))
                .map(line -> line(reading, line))
                .collect(Collectors.joining("\n"));
    }

    private static String line(Reading reading, String line) {
        Matcher run = RUN.matcher(line);
        if (!run.matches()) {
            return line;
        }
        List<String> lines = List.of(result(reading, run.group(3)).split("\n", -1));
        return String.join("\n", lines.subList(Integer.parseInt(run.group(1)) - 1, Integer.parseInt(run.group(2))));
    }

    private static String result(Reading reading, String call) {
        return reading.earlier().reversed().stream()
                .filter(text -> CallName.of(text).equals(call))
                .map(ToolText::result)
                .findFirst()
                .orElseThrow();
    }
}
