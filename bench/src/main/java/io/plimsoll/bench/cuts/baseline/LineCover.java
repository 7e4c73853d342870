package io.plimsoll.bench.cuts.baseline;

import io.plimsoll.bench.cuts.Counts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lines that hold the most names for their tokens. A name needs one line; a line ends the need of all its names. Greedy
 * by gain per token, with a heap whose entries are weighed again when they come up, which is exact as gains only fall. Not
 * thread-safe.
 */
final class LineCover {

    private static final double PRICE = .06;
    private static final double DECAY_TOKENS = 4_000;
    private static final double DEFINITION = 3;
    private static final double NO_FILE = .5;
    private static final double SEEN_AGAIN = .3;
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int SHORTEST_LINE = 3;
    private static final int WINDOW = 420;
    private static final int WINDOW_STEP = 150;

    /** Where lines come from, in their order. */
    private record Result(String source, boolean isFile, int startCharacter) {}

    private record Line(int place, String text, int result, Map<String, Double> names, double factor) {}

    private record Weighed(Line line, double gain) {}

    private final List<Result> results = new ArrayList<>();
    private final List<List<String>> texts = new ArrayList<>();
    private final String standing;
    private int characters;

    /** @param standing what will be seen anyway */
    LineCover(List<String> standing) {
        this.standing = String.join("\n", standing);
    }

    /** Adds the lines of a text that goes, behind those added before. */
    void add(String source, String text, boolean isFile) {
        results.add(new Result(source, isFile, characters));
        texts.add(split(text));
        characters += text.length();
    }

    /** The chosen lines in their old order, each group under its source. */
    String chosen(int mostTokens, Counts counts) {
        List<Line> lines = lines();
        var heap = new PriorityQueue<>(Comparator.comparingDouble((Weighed weighed) -> -weighed.gain())
                .thenComparingInt(weighed -> weighed.line().place()));
        Set<String> met = new HashSet<>();
        for (Line line : lines) {
            double gain = gain(line, met, counts);
            if (gain > PRICE) {
                heap.add(new Weighed(line, gain));
            }
        }
        List<Line> chosen = new ArrayList<>();
        int room = mostTokens;
        while (!heap.isEmpty()) {
            Line line = heap.remove().line();
            double gain = gain(line, met, counts);
            Weighed next = heap.peek();
            if (gain <= PRICE) {
                continue;
            }
            if (next != null && next.gain() > gain) {
                heap.add(new Weighed(line, gain));
                continue;
            }
            int tokens = counts.text(line.text()) + 1;
            if (tokens <= room) {
                room -= tokens;
                chosen.add(line);
                met.addAll(line.names().keySet());
            }
        }
        return written(chosen);
    }

    private double gain(Line line, Set<String> met, Counts counts) {
        double names = 0;
        for (Map.Entry<String, Double> name : line.names().entrySet()) {
            names += met.contains(name.getKey()) ? 0 : name.getValue();
        }
        int age =
                (results.getLast().startCharacter() - results.get(line.result()).startCharacter())
                        / CHARACTERS_PER_TOKEN;
        return line.factor() * names / (counts.text(line.text()) + 1) + PRICE * Math.exp(-age / DECAY_TOKENS);
    }

    /** Equal lines are one, at their latest place; a name that a later result holds too weighs less in the earlier one. */
    private List<Line> lines() {
        Map<String, Integer> latest = new HashMap<>();
        Map<String, Integer> latestName = new HashMap<>();
        List<Map<String, LineNames>> read = new ArrayList<>();
        for (int result = 0; result < results.size(); result++) {
            Map<String, LineNames> names = new LinkedHashMap<>();
            for (String text : texts.get(result)) {
                latest.put(text, result);
                LineNames found = LineNames.of(text, results.get(result).source());
                names.put(text, found);
                for (String name : found.weights().keySet()) {
                    latestName.put(name, result);
                }
            }
            read.add(names);
        }
        List<Line> lines = new ArrayList<>();
        for (int result = 0; result < results.size(); result++) {
            for (Map.Entry<String, LineNames> entry : read.get(result).entrySet()) {
                if (latest.getOrDefault(entry.getKey(), -1) == result && !standing.contains(entry.getKey())) {
                    lines.add(line(lines.size(), entry.getKey(), result, entry.getValue(), latestName));
                }
            }
        }
        return lines;
    }

    private Line line(int place, String text, int result, LineNames names, Map<String, Integer> latestName) {
        Map<String, Double> needed = new HashMap<>();
        names.weights().forEach((name, weight) -> {
            if (LineNames.isOfOneFile(name) || !standing.contains(name)) {
                boolean again = latestName.getOrDefault(name, -1) > result;
                needed.put(name, again ? SEEN_AGAIN * weight : weight);
            }
        });
        double factor =
                (names.isDefinition() ? DEFINITION : 1) * (results.get(result).isFile() ? 1 : NO_FILE);
        return new Line(place, text, result, needed, factor);
    }

    private String written(List<Line> chosen) {
        Map<Integer, List<Line>> groups = chosen.stream()
                .sorted(Comparator.comparingInt(Line::place))
                .collect(Collectors.groupingBy(Line::result, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> "From " + results.get(group.getKey()).source() + ":\n"
                        + group.getValue().stream().map(Line::text).collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        for (String whole : text.split("\n")) {
            String line = whole.strip();
            if (line.length() <= WINDOW) {
                if (line.length() >= SHORTEST_LINE) {
                    lines.add(line);
                }
                continue;
            }
            for (int from = 0; from < line.length(); from += WINDOW_STEP) {
                lines.add(line.substring(from, Math.min(line.length(), from + WINDOW)));
            }
        }
        return lines;
    }
}
