package io.plimsoll.compression.retain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/* One line a name, the cheapest first.
 *
 * The value of a set of lines is the summed weight of the names that it holds, each counted once: more lines never make a
 * line worth more. For such values (submodular ones) the greedy choice by value per token is close to the best there is
 * (Sviridenko 2004, "A note on maximizing a submodular set function subject to a knapsack constraint"), and a line's gain
 * need only be computed again when it comes to the top of the heap (Minoux 1978, "Accelerated greedy algorithms").
 *
 *   gain = definition * kind * (weights of the names that no line holds yet) / (tokens + 1) + freshness
 *
 * Figures measured on a recorded coding session of 437 turns; a neighbour of any of them changes little.
 */
/** Chooses lines so that each name stands in one of them. Deterministic; created per choice, not thread-safe. */
final class LineCover {

    /** What a line has to bring for each token: below it, lines cost more prefill than they are missed. */
    private static final double PRICE = .06;

    private static final double DEFINITION = 3;
    /** What a command printed can be had again, and is often old news. */
    private static final double OUTPUT = .5;
    /** A name that a newer text holds as well will rather be looked up there. */
    private static final double SUPERSEDED = .3;

    /** What the user speaks of just now. */
    private static final double ASKED = 3;

    /** What lines of the newest text are worth by themselves: with the price, any of them stays that names anything. */
    private static final double FRESHNESS = .06;

    private static final double FRESH_TOKENS = 4_000;

    /** An error that was only just seen is being worked on: up to about 3,000 tokens back its lines stay whatever they name. */
    private static final double ERROR = 2;

    private final CandidateLines candidates;
    private final boolean[] isHeld;

    private record Ranked(CandidateLine line, int order, double gain) {}

    private LineCover(CandidateLines candidates) {
        this.candidates = candidates;
        this.isHeld = new boolean[candidates.vocabulary().size()];
    }

    /** All lines that are worth their tokens, the most valuable first. */
    static List<CandidateLine> of(CandidateLines candidates) {
        return new LineCover(candidates).choose();
    }

    private List<CandidateLine> choose() {
        var heap = new PriorityQueue<Ranked>(
                Comparator.comparingDouble(Ranked::gain).reversed().thenComparingInt(Ranked::order));
        for (int i = 0; i < candidates.lines().size(); i++) {
            rank(candidates.lines().get(i), i, heap);
        }
        List<CandidateLine> chosen = new ArrayList<>();
        while (!heap.isEmpty()) {
            Ranked top = heap.poll();
            double gain = gain(top.line());
            if (gain < top.gain()) {
                rank(top.line(), top.order(), heap);
                continue;
            }
            chosen.add(top.line());
            for (int name : top.line().names()) {
                isHeld[name] = true;
            }
        }
        return chosen;
    }

    private void rank(CandidateLine line, int order, PriorityQueue<Ranked> heap) {
        double gain = gain(line);
        if (gain > PRICE) {
            heap.add(new Ranked(line, order, gain));
        }
    }

    private double gain(CandidateLine line) {
        Source source = candidates.sources().get(line.source());
        Vocabulary vocabulary = candidates.vocabulary();
        double weight = 0;
        for (int i = 0; i < line.names().length; i++) {
            int name = line.names()[i];
            if (!isHeld[name] && vocabulary.isNeeded(name)) {
                double newest = vocabulary.isNewestIn(name, line.source()) ? 1 : SUPERSEDED;
                double asked = vocabulary.isAskedFor(name) ? ASKED : 1;
                weight += newest * asked * line.weights()[i];
            }
        }
        double definition = line.isDefinition() ? DEFINITION : 1;
        return definition * weight(source) * weight / (line.tokens() + 1) + fresh(source);
    }

    private static double weight(Source source) {
        return switch (source.kind()) {
            case FILE, WRITTEN, SPEECH -> 1;
            case OUTPUT, ERROR -> OUTPUT;
        };
    }

    private static double fresh(Source source) {
        double scale = source.kind() == Source.Kind.ERROR ? ERROR : 1;
        return scale * FRESHNESS * Math.exp(-source.ageTokens() / FRESH_TOKENS);
    }
}
