package io.plimsoll.compression.reduce.prose;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.ContentType;
import io.plimsoll.compression.reduce.ContentTypes;
import io.plimsoll.compression.reduce.Goal;
import io.plimsoll.compression.reduce.LeftOut;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the sentences of a text that tell most about the goal, about the end of the text and about facts, and that together
 * cover most of what it speaks of; in their order and verbatim. What lies between them is marked by one line for each stretch.
 */
public final class TellingSentences implements Reducer {

    /** Less of a text tells nothing of it. */
    private static final double LEAST_SHARE = .1;

    private static final int LEAST_SENTENCES = 6;
    private static final double RELEVANCE = 2;
    private static final double RECENCY = 1;
    private static final double SALIENCE = 1.5;
    /** What a sentence's better neighbour adds to it: an answer stands beside the words that ask for it. */
    private static final double NEIGHBOUR = .5;
    /** A stretch that is no longer than its mark stays. */
    private static final int MARK_TOKENS = 9;

    private static final int ROUNDS = 6;
    private static final Set<ContentType> RUNNING_TEXT = Set.of(ContentType.PROSE, ContentType.OTHER);

    @Override
    public Reduction rung() {
        return Reduction.EXTRACT;
    }

    @Override
    public boolean isLossless() {
        return false;
    }

    @Override
    public Optional<String> reduce(Reading reading, Target target) {
        String text = reading.text().result();
        int tokens = target.counter().applyAsInt(text);
        if (tokens <= target.tokens() || LeftOut.isIn(text) || !RUNNING_TEXT.contains(ContentTypes.of(text))) {
            return Optional.empty();
        }
        List<Sentence> sentences = Sentence.of(text);
        if (sentences.size() < LEAST_SENTENCES) {
            return Optional.empty();
        }
        int limit = Math.max(target.tokens(), (int) (LEAST_SHARE * tokens));
        return fitted(sentences, limit, target)
                .filter(shorter -> target.counter().applyAsInt(shorter) < tokens);
    }

    /** Marks and joints cost tokens that the sentences' own counts do not hold, so the budget is lowered until all fits. */
    private static Optional<String> fitted(List<Sentence> sentences, int limit, Target target) {
        double[] rewards = rewards(sentences, Goal.of(target.goal()).terms());
        int[] tokens = sentences.stream()
                .mapToInt(sentence -> target.counter().applyAsInt(sentence.text()))
                .toArray();
        var selection = new Selection(sentences, rewards, tokens);
        int budget = limit;
        Optional<String> shortest = Optional.empty();
        for (int round = 0; round < ROUNDS && budget > 0; round++) {
            BitSet kept = withoutSmallGaps(selection.within(budget), tokens);
            String shorter = written(sentences, kept);
            int now = target.counter().applyAsInt(shorter);
            shortest = Optional.of(shorter);
            if (now <= limit) {
                return shortest;
            }
            budget = (int) Math.min(budget - 1L, (long) budget * limit / now);
        }
        return shortest;
    }

    private static double[] rewards(List<Sentence> sentences, Set<String> goal) {
        double[] own = Relevance.of(sentences, goal);
        double[] rewards = new double[own.length];
        for (int i = 0; i < own.length; i++) {
            double before = i > 0 ? own[i - 1] : 0;
            double behind = i + 1 < own.length ? own[i + 1] : 0;
            double relevance = own[i] + NEIGHBOUR * Math.max(before, behind);
            double recency = (i + 1.0) / own.length;
            rewards[i] = RELEVANCE * relevance + RECENCY * recency + SALIENCE * Salience.of(sentences.get(i));
        }
        return rewards;
    }

    private static BitSet withoutSmallGaps(BitSet chosen, int[] tokens) {
        var kept = (BitSet) chosen.clone();
        for (int end = kept.nextSetBit(0); end >= 0; ) {
            int from = kept.nextClearBit(end);
            end = kept.nextSetBit(from);
            int gap = 0;
            for (int i = from; i < end && gap <= MARK_TOKENS; i++) {
                gap += tokens[i];
            }
            if (end >= 0 && gap <= MARK_TOKENS) {
                kept.set(from, end);
            }
        }
        return kept;
    }

    private static String written(List<Sentence> sentences, BitSet kept) {
        var out = new StringBuilder();
        int at = 0;
        while (at < sentences.size()) {
            if (kept.get(at)) {
                out.append(sentences.get(at).text());
                at++;
                continue;
            }
            int end = kept.nextSetBit(at);
            end = end < 0 ? sentences.size() : end;
            out.setLength(strippedLength(out));
            out.append(out.isEmpty() ? "" : "\n")
                    .append(LeftOut.mark(end - at, "sentence", "sentences"))
                    .append('\n');
            at = end;
        }
        out.setLength(strippedLength(out));
        return out.toString();
    }

    private static int strippedLength(StringBuilder text) {
        int length = text.length();
        while (length > 0 && Character.isWhitespace(text.charAt(length - 1))) {
            length--;
        }
        return length;
    }
}
