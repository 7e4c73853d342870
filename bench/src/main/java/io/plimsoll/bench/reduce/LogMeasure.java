package io.plimsoll.bench.reduce;

import io.plimsoll.bench.BenchFailure;
import io.plimsoll.compression.reduce.log.Drain;
import io.plimsoll.compression.reduce.log.LogExtract;
import io.plimsoll.compression.reduce.log.LogTemplates;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Logs: what templates save without loss, which lines an extract keeps beside a head and a tail of its size, and how well Drain
 * groups lines where somebody has done so by hand.
 */
final class LogMeasure implements ReduceMeasure {

    private static final List<Double> SHARES = List.of(.25, .1, .05);

    /** What the log itself calls an error. */
    private static final Pattern DECLARED =
            Pattern.compile("(?<![\\w.-])(?:FATAL|CRITICAL|SEVERE|PANIC|ERROR|ERR|FAILURE|FAILED)(?![\\w-])|, Error  "
                    + "|^\\d\\d-\\d\\d [\\d:.]+ +\\d+ +\\d+ [FE] ");

    /** What speaks of one, in whatever line. */
    private static final Pattern MENTIONED =
            Pattern.compile("(?i)\\b(?:error|fatal|fail(?:s|ed|ure|ing)?|exception|panic|denied|refused)\\b");

    private static final Pattern NUMBER = Pattern.compile("\\w*\\d[\\w.:/-]*");

    @Override
    public List<Table> on(List<Path> files, TokenScale tokens) {
        if (files.isEmpty()) {
            throw new BenchFailure("reduce LOGS needs logs to measure on");
        }
        var lossless =
                new Table("log", "tokens", "templates %", "read back", "masked, equal lines once %", "gzip, bytes %");
        var extracts = new Table(
                "log",
                "target %",
                "",
                "tokens %",
                "errors declared",
                "kept %",
                "lines that mention one",
                "kept %",
                "kinds of lines",
                "kept %");
        var accuracy = new Table("log", "grouping accuracy of Drain");
        for (Path file : files) {
            String name = file.getFileName().toString().replaceFirst("(?:_2k)?\\.log.*", "");
            String log = TextFile.read(file);
            lossless(lossless, name, log, tokens);
            for (double share : SHARES) {
                extract(extracts, name, log, share, tokens);
            }
            StructuredLog.beside(file)
                    .ifPresent(byHand -> accuracy.row(name, three(byHand.accuracy(Drain.groups(byHand.contents())))));
        }
        return List.of(lossless, extracts, accuracy);
    }

    private static void lossless(Table table, String name, String log, TokenScale tokens) {
        int before = tokens.of(log);
        String templates = tokens.reduced(new LogTemplates(), log, 0, "");
        String masked = String.join(
                "\n", new LinkedHashSet<>(log.lines().map(LogMeasure::masked).toList()));
        table.row(
                name,
                String.valueOf(before),
                Table.percent(tokens.of(templates), before),
                LogTemplates.original(templates).equals(log) ? "yes" : "NO",
                Table.percent(tokens.of(masked), before),
                TokenScale.gzipPercent(log));
    }

    private static void extract(Table table, String name, String log, double share, TokenScale tokens) {
        int target = (int) (share * tokens.of(log));
        String extract = tokens.reduced(new LogExtract(), log, target, "");
        int size = tokens.of(extract);
        String both = tokens.head(log, size / 2) + "\n" + tokens.tail(log, size / 2);
        row(table, name, share, "extract", log, extract, tokens);
        row(table, name, share, "head", log, tokens.head(log, size), tokens);
        row(table, name, share, "tail", log, tokens.tail(log, size), tokens);
        row(table, name, share, "head and tail", log, both, tokens);
    }

    private static void row(
            Table table, String name, double share, String how, String log, String reduced, TokenScale tokens) {
        List<String> lines = log.lines().toList();
        Set<String> kept = new HashSet<>(LogTemplates.original(reduced).lines().toList());
        List<String> declared = lines.stream().filter(DECLARED.asPredicate()).toList();
        List<String> mentioned = lines.stream().filter(MENTIONED.asPredicate()).toList();
        Set<String> kinds = new HashSet<>(lines.stream().map(LogMeasure::masked).toList());
        Set<String> keptKinds = new HashSet<>(
                lines.stream().filter(kept::contains).map(LogMeasure::masked).toList());
        Predicate<String> isKept = kept::contains;
        table.row(
                name,
                Table.percent(share, 1),
                how,
                Table.percent(tokens.of(reduced), tokens.of(log)),
                String.valueOf(declared.size()),
                Table.percent(declared.stream().filter(isKept).count(), declared.size()),
                String.valueOf(mentioned.size()),
                Table.percent(mentioned.stream().filter(isKept).count(), mentioned.size()),
                String.valueOf(kinds.size()),
                Table.percent(keptKinds.size(), kinds.size()));
    }

    private static String masked(String line) {
        return NUMBER.matcher(line).replaceAll("#");
    }

    private static String three(double share) {
        return String.format(Locale.ROOT, "%.3f", share);
    }
}
