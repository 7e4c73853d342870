package io.plimsoll.bench.reduce;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import io.plimsoll.compression.reduce.ToolText;
import java.nio.file.Path;
import java.util.List;

/**
 * Texts reduced as far as each reducer goes: their size, and the share of their telling parts that is still there, beside the
 * start of the text in as many tokens.
 */
record LineMeasure(TellingParts telling, List<Reducer> reducers) implements ReduceMeasure {

    @Override
    public List<Table> on(List<Path> files, TokenScale tokens) {
        var table = new Table("reducer", "files", "tokens", "left %", "telling parts", "kept %", "kept by the start %");
        reducers.forEach(reducer -> row(table, reducer, files, tokens));
        return List.of(table);
    }

    private void row(Table table, Reducer reducer, List<Path> files, TokenScale tokens) {
        long before = 0;
        long after = 0;
        long parts = 0;
        long kept = 0;
        long keptByStart = 0;
        for (Path file : files) {
            String text = TextFile.read(file);
            String reduced = reduced(reducer, file, text, tokens);
            String start = tokens.head(text, tokens.of(reduced));
            before += tokens.of(text);
            after += tokens.of(reduced);
            List<String> telling = text.lines()
                    .flatMap(line -> this.telling.of(line.strip()).stream())
                    .toList();
            parts += telling.size();
            kept += telling.stream().filter(reduced::contains).count();
            keptByStart += telling.stream().filter(start::contains).count();
        }
        table.row(
                reducer.getClass().getSimpleName(),
                String.valueOf(files.size()),
                String.valueOf(before),
                Table.percent(after, before),
                String.valueOf(parts),
                Table.percent(kept, parts),
                Table.percent(keptByStart, parts));
    }

    private static String reduced(Reducer reducer, Path file, String text, TokenScale tokens) {
        var call = new ToolText("call", "read", "{\"path\":\"" + file.getFileName() + "\"}", text);
        return reducer.reduce(Reading.of(call), new Target(0, "", tokens.counter()::text))
                .orElse(text);
    }
}
