package io.plimsoll.gateway.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The meters as Prometheus sees them.
 *
 * @param rows by name
 */
record MetricsTable(List<Row> rows) {

    static final String PAGE = "docs/reference/metrics.md";

    private static final Pattern HELP = Pattern.compile("# HELP (\\S+) (.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:]+)\\{(.*)} .*");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"");
    /** These belong to a type, not to a meter. */
    private static final Set<String> LABELS_OF_TYPES = Set.of("le", "quantile");

    /**
     * One metric.
     *
     * @param labels the names of its labels, in order
     */
    record Row(String name, String type, String labels, String meaning) {

        String line() {
            return "| `%s` | %s | %s | %s |".formatted(name, type, labels, meaning);
        }
    }

    MetricsTable {
        rows = List.copyOf(rows);
    }

    /** What a Prometheus page shows. */
    static MetricsTable ofScrape(String page) {
        Map<String, String> meanings = new TreeMap<>();
        Map<String, String> types = new TreeMap<>();
        Map<String, Set<String>> labels = new TreeMap<>();
        page.lines().forEach(line -> {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                meanings.put(help.group(1), help.group(2));
            } else if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                String name = sample.group(1).replaceFirst("_(bucket|count|sum)$", "");
                LABEL.matcher(sample.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !LABELS_OF_TYPES.contains(label))
                        .forEach(label -> labels.computeIfAbsent(name, first -> new TreeSet<>())
                                .add(label));
            }
        });
        List<Row> rows = new ArrayList<>();
        types.forEach((name, type) -> rows.add(new Row(
                name,
                type,
                labels.getOrDefault(name, Set.of()).stream()
                        .map(label -> "`" + label + "`")
                        .collect(Collectors.joining(", ")),
                meanings.getOrDefault(name, ""))));
        return new MetricsTable(rows);
    }

    /** What the reference page lists. */
    static MetricsTable parse(MarkdownPage page) {
        return new MetricsTable(page.prose().stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split(" *\\| *", -1))
                .map(cells -> new Row(cells[1].replace("`", ""), cells[2], cells[3], cells[4]))
                .toList());
    }

    Set<String> names() {
        return rows.stream().map(Row::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The whole reference page. */
    String page() {
        return """
                # Metrics

                <!-- Generated from the meters. Do not edit:
                     mvn -pl gateway -am test -Dtest=MetricsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dplimsoll.writeDocs=true -->

                `GET /metrics` shows them in Prometheus' text format, to loopback and to the admin key. A metric that counts
                by label appears with the first event. No session, key or prompt is ever a label. What to do when one of
                them moves: [failures](../operate/failures.md).

                | metric | type | labels | meaning |
                |---|---|---|---|
                %s
                """.formatted(rows.stream().map(Row::line).collect(Collectors.joining("\n")));
    }
}
