package io.plimsoll.compression.retain;

import io.plimsoll.budget.tokens.PromptCounter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The lines of removed texts that stay, chosen once and written in as many tokens as there are. Every line is verbatim, the
 * space around it aside; each stands under the name of what it is from, in its old order. Not thread-safe.
 */
public final class KeptLines {

    private static final String HEADING = "Lines of it that may be needed:\n";
    /** Line ends, which the count of a single line does not hold. */
    private static final int LINE_END_TOKENS = 1;

    private final List<Source> sources;
    /** The most valuable first. */
    private final List<Priced> chosen;

    private final PromptCounter counter;

    private record Priced(CandidateLine line, int tokens) {}

    private KeptLines(List<Source> sources, List<Priced> chosen, PromptCounter counter) {
        this.sources = sources;
        this.chosen = chosen;
        this.counter = counter;
    }

    /**
     * Chooses among the lines of {@code removed}.
     *
     * @param removed what goes, in its order
     * @param standing texts that can be read anyway: a name that stands there needs no line
     * @param goal what the user wants now: lines that it speaks of come first
     * @param tokens no more than these will ever be asked for
     * @param counter counts the lines
     */
    public static KeptLines of(
            List<Source> removed, Collection<String> standing, String goal, int tokens, PromptCounter counter) {
        var candidates = CandidateLines.of(removed, standing, goal);
        List<Priced> chosen = new ArrayList<>();
        int left = tokens;
        for (CandidateLine line : LineCover.of(candidates)) {
            int cost = counter.text(line.written()) + LINE_END_TOKENS;
            if (cost > left) {
                break;
            }
            left -= cost;
            chosen.add(new Priced(line, cost));
        }
        return new KeptLines(candidates.sources(), chosen, counter);
    }

    /**
     * The most valuable of the lines of some of the texts, in at most about {@code tokens}; empty for none.
     *
     * @param from the first of the texts
     * @param to behind the last of them
     */
    public String in(int from, int to, int tokens) {
        SequencedMap<String, List<CandidateLine>> byLabel = new LinkedHashMap<>();
        fitting(from, to, tokens).stream()
                .sorted(Comparator.comparingInt(CandidateLine::source).thenComparingInt(CandidateLine::place))
                .forEach(line -> byLabel.computeIfAbsent(labelOf(line), _ -> new ArrayList<>())
                        .add(line));
        if (byLabel.isEmpty()) {
            return "";
        }
        var text = new StringBuilder(HEADING);
        byLabel.forEach((label, lines) -> {
            text.append(heading(label));
            lines.forEach(line -> text.append(line.written()).append('\n'));
        });
        return text.toString();
    }

    private List<CandidateLine> fitting(int from, int to, int tokens) {
        List<CandidateLine> fitting = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        int left = tokens - counter.text(HEADING);
        for (Priced priced : chosen) {
            CandidateLine line = priced.line();
            if (line.source() < from || line.source() >= to) {
                continue;
            }
            left -= priced.tokens();
            if (labels.add(labelOf(line))) {
                left -= counter.text(heading(labelOf(line)));
            }
            if (left < 0) {
                break;
            }
            fitting.add(line);
        }
        return fitting;
    }

    private String labelOf(CandidateLine line) {
        return sources.get(line.source()).label();
    }

    private static String heading(String label) {
        return "From " + label + ":\n";
    }
}
