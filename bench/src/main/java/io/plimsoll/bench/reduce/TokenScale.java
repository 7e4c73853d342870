package io.plimsoll.bench.reduce;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import io.plimsoll.compression.reduce.ToolText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;

/** Sizes of texts, reduced and cut off. Thread-safe. */
record TokenScale(PromptCounter counter) {

    int of(String text) {
        return counter.text(text);
    }

    /** What {@code reducer} makes of {@code text}: the text itself where it makes nothing of it. */
    String reduced(Reducer reducer, String text, int tokens, String goal) {
        return reducer.reduce(
                        Reading.of(new ToolText("call", "tool", "{}", text)), new Target(tokens, goal, counter::text))
                .orElse(text);
    }

    /** The first characters of {@code text} in at most {@code tokens}. */
    String head(String text, int tokens) {
        return text.substring(0, characters(tokens, text.length(), length -> text.substring(0, length)));
    }

    /** The last characters of {@code text} in at most {@code tokens}. */
    String tail(String text, int tokens) {
        int length = characters(tokens, text.length(), count -> text.substring(text.length() - count));
        return text.substring(text.length() - length);
    }

    /** Size after gzip in percent of the size before: what redundancy there is in the letters. */
    static String gzipPercent(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException unlikely) {
            throw new UncheckedIOException(unlikely);
        }
        return Table.percent(zipped.size(), bytes.length);
    }

    private int characters(int tokens, int most, IntFunction<String> part) {
        int low = 0;
        int high = most;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (of(part.apply(middle)) <= tokens) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
