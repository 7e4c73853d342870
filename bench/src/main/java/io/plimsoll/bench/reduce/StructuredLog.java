package io.plimsoll.bench.reduce;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A log as LogHub's people took it apart by hand (Zhu et al., "Tools and Benchmarks for Automated Log Parsing", ICSE-SEIP 2019).
 *
 * @param contents what each line says behind its header
 * @param events the template that each line belongs to
 */
record StructuredLog(List<String> contents, List<String> events) {

    /** The one beside {@code log}; empty where there is none. */
    static Optional<StructuredLog> beside(Path log) {
        String name = log.getFileName().toString();
        String structured = name.endsWith(".gz")
                ? name.substring(0, name.length() - 3) + "_structured.csv.gz"
                : name + "_structured.csv";
        Path file = log.resolveSibling(structured);
        return Files.exists(file) ? Optional.of(parse(TextFile.read(file))) : Optional.empty();
    }

    /** The share of lines that are grouped with exactly the lines of their template, the benchmark's "grouping accuracy". */
    double accuracy(int[] groups) {
        Map<Integer, Map<String, Integer>> eventsOf = new HashMap<>();
        Map<String, Integer> sizes = new HashMap<>();
        for (int line = 0; line < groups.length; line++) {
            eventsOf.computeIfAbsent(groups[line], g -> new HashMap<>()).merge(events.get(line), 1, Integer::sum);
            sizes.merge(events.get(line), 1, Integer::sum);
        }
        long right = Arrays.stream(groups)
                .filter(group -> isOneEvent(eventsOf.getOrDefault(group, Map.of()), sizes))
                .count();
        return right / (double) groups.length;
    }

    /** Whether a group holds all lines of one event, and no others. */
    private static boolean isOneEvent(Map<String, Integer> group, Map<String, Integer> sizes) {
        return group.size() == 1
                && group.entrySet().stream().allMatch(event -> event.getValue().equals(sizes.get(event.getKey())));
    }

    private static StructuredLog parse(String csv) {
        List<String> lines = csv.lines().toList();
        List<String> header = cells(lines.getFirst());
        int content = header.indexOf("Content");
        int event = header.indexOf("EventId");
        List<String> contents = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            contents.add(cells.get(content));
            events.add(cells.get(event));
        }
        return new StructuredLog(contents, events);
    }

    /** The cells of a line of CSV, RFC 4180 without line ends in cells. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
