package io.plimsoll.bench.reduce;

import io.plimsoll.bench.BenchFailure;
import io.plimsoll.compression.reduce.ContentType;
import io.plimsoll.compression.reduce.ContentTypes;
import io.plimsoll.compression.reduce.json.JsonSample;
import io.plimsoll.compression.reduce.json.JsonTable;
import io.plimsoll.gateway.replay.Recording;
import io.plimsoll.gateway.replay.RecordingFile;
import io.plimsoll.gateway.replay.UnreadableRecordingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON: what tables save without loss beside leaving out white space alone, and which planted rows a sample keeps beside a head
 * and a tail of its size. Made-up arrays, and all JSON of at least 200 tokens in the tool results of recorded sessions.
 */
final class JsonMeasure implements ReduceMeasure {

    private static final int ROWS = 400;
    private static final int FEWEST_TOKENS = 200;
    private static final List<Double> SHARES = List.of(.25, .1);
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public List<Table> on(List<Path> files, TokenScale tokens) {
        var lossless = new Table("JSON", "texts", "tokens", "without white space %", "tables %", "gzip, bytes %");
        var samples = new Table(
                "JSON",
                "target %",
                "",
                "tokens %",
                "errors",
                "kept %",
                "outliers",
                "kept %",
                "named by the goal, kept");
        for (MadeUpArray array : MadeUpArray.all(ROWS)) {
            lossless(lossless, array.name(), List.of(array.json()), tokens);
            for (double share : SHARES) {
                sample(samples, array, share, tokens);
            }
        }
        for (Path file : files) {
            List<String> texts = results(file).stream()
                    .filter(text -> ContentTypes.of(text) == ContentType.JSON && tokens.of(text) >= FEWEST_TOKENS)
                    .toList();
            lossless(lossless, file.getFileName().toString(), texts, tokens);
        }
        return List.of(lossless, samples);
    }

    private static void lossless(Table table, String name, List<String> texts, TokenScale tokens) {
        int before = 0;
        int minified = 0;
        int tables = 0;
        for (String text : texts) {
            before += tokens.of(text);
            minified += tokens.of(minified(text));
            tables += tokens.of(tokens.reduced(new JsonTable(), text, 0, ""));
        }
        table.row(
                name,
                String.valueOf(texts.size()),
                String.valueOf(before),
                Table.percent(minified, before),
                Table.percent(tables, before),
                TokenScale.gzipPercent(String.join("\n", texts)));
    }

    private static void sample(Table table, MadeUpArray array, double share, TokenScale tokens) {
        int target = (int) (share * tokens.of(array.json()));
        String sample = tokens.reduced(new JsonSample(), array.json(), target, array.goal());
        int size = tokens.of(sample);
        row(table, array, share, "sample", sample, tokens);
        row(table, array, share, "head", tokens.head(array.json(), size), tokens);
        row(table, array, share, "tail", tokens.tail(array.json(), size), tokens);
        String both = tokens.head(array.json(), size / 2) + tokens.tail(array.json(), size / 2);
        row(table, array, share, "head and tail", both, tokens);
    }

    private static void row(
            Table table, MadeUpArray array, double share, String how, String reduced, TokenScale tokens) {
        table.row(
                array.name(),
                Table.percent(share, 1),
                how,
                Table.percent(tokens.of(reduced), tokens.of(array.json())),
                String.valueOf(array.errors().size()),
                Table.percent(
                        array.errors().stream().filter(reduced::contains).count(),
                        array.errors().size()),
                String.valueOf(array.outliers().size()),
                Table.percent(
                        array.outliers().stream().filter(reduced::contains).count(),
                        array.outliers().size()),
                reduced.contains(array.named()) ? "yes" : "no");
    }

    /** The same without white space; the text itself where it is not one JSON value. */
    private static String minified(String text) {
        try {
            return JSON.readTree(text).toString();
        } catch (JacksonException notOne) {
            return text;
        }
    }

    private static List<String> results(Path file) {
        try {
            List<String> results = new ArrayList<>();
            for (Recording session : RecordingFile.read(file)) {
                for (JsonNode message : session.messages()) {
                    if (message.path("role").asString("").equals("tool")) {
                        results.add(message.path("content").asString(""));
                    }
                }
            }
            return results;
        } catch (UnreadableRecordingException unreadable) {
            throw new BenchFailure(String.valueOf(unreadable.getMessage()));
        }
    }
}
