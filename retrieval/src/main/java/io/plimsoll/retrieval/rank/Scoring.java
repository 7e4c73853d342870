package io.plimsoll.retrieval.rank;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The signals of one question over one session, and their sums. Created per question; not thread-safe.
 *
 * <p>Every signal is a value per passage, in the session's order; {@link Weights} says what each means.
 */
final class Scoring {

    /** Passages so far apart count e-fold less in {@code local}. */
    private static final double LOCAL_REACH = 8;

    private static final double LOCAL_SCALE = 0.25;

    /** Characters per token where only the order of lengths matters. */
    private static final double TOKEN_CHARACTERS = 4;

    private static final Pattern ASKS_ASSISTANT = Pattern.compile(
            "\\byou(?:'ve)? (?:told|said|recommended|suggested|gave|listed|mentioned|provided)\\b|\\bremind me\\b"
                    + "|\\b(?:previous|last) (?:conversation|chat)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ASKS_SELF = Pattern.compile("\\b(?:i|my|me)\\b", Pattern.CASE_INSENSITIVE);

    private final SessionPassages session;
    private final Question question;
    private final SessionWords.Match match;
    private final double[] withoutWords;
    private final double[] identifiers;

    Scoring(SessionPassages session, Question question) {
        this.session = session;
        this.question = question;
        this.match = session.words().match(question.terms());
        this.identifiers = identifiers();
        this.withoutWords = new double[session.size()];
    }

    SessionWords.Match match() {
        return match;
    }

    /** The share of the question's exact names that a passage holds, by rarity; 0 to 1. */
    double identifier(int index) {
        return identifiers[index];
    }

    /** Scores by words alone. */
    double[] lexical() {
        return sum(Weights.LEXICAL, withoutWords);
    }

    /**
     * Scores by words and embeddings.
     *
     * @param dense each passage's cosine in standard deviations above the mean, 0 where unknown
     */
    double[] hybrid(double[] dense) {
        return sum(Weights.HYBRID, dense);
    }

    private double[] sum(Weights weights, double[] dense) {
        var local = local(weights, dense);
        double[] speaker = speaker();
        var scores = new double[session.size()];
        for (int i = 0; i < scores.length; i++) {
            var passage = session.get(i);
            scores[i] = weights.around() * match.around()[i]
                    + weights.text() * match.text()[i]
                    + weights.dense() * dense[i]
                    + weights.local() * local[i]
                    + weights.date() * date(passage)
                    + weights.asks() * (passage.asks() ? 1 : 0)
                    + weights.answers() * (answers(i) ? 1 : 0)
                    + weights.temporal() * temporal(passage)
                    + weights.speaker() * speaker[i]
                    + weights.length() * Math.log(passage.passage().text().length() / TOKEN_CHARACTERS + 1)
                    + weights.identifier() * identifiers[i];
        }
        return scores;
    }

    /** How much the stretch around each passage talks about the matter: two linear passes, from either end of the lane. */
    private double[] local(Weights weights, double[] dense) {
        double decay = Math.exp(-1 / LOCAL_REACH);
        int size = session.size();
        var mass = new double[size];
        var local = new double[size];
        double carried = 0;
        for (int i = 0; i < size; i++) {
            mass[i] = Math.exp(weights.localAround() * match.around()[i]
                    + weights.localText() * match.text()[i]
                    + weights.localDense() * dense[i]);
            carried = (i > 0 && session.sameLane(i - 1, i) ? carried * decay : 0) + mass[i];
            local[i] = carried;
        }
        carried = 0;
        for (int i = size - 2; i >= 0; i--) {
            carried = session.sameLane(i, i + 1) ? (carried + mass[i + 1]) * decay : 0;
            local[i] += carried;
        }
        for (int i = 0; i < size; i++) {
            local[i] = Math.log(local[i]) * LOCAL_SCALE;
        }
        return local;
    }

    private double date(RankedPassage passage) {
        var dates = question.dates();
        var date = passage.date();
        if (date == null) {
            return 0;
        }
        if (dates.months().contains(date.getMonthValue())) {
            return dates.days().contains(date.getDayOfMonth()) ? 2 : 1;
        }
        return dates.months().isEmpty() && dates.years().contains(date.getYear()) ? 0.5 : 0;
    }

    private boolean answers(int index) {
        return index > 0
                && session.together(index - 1, index)
                && session.get(index - 1).holdsQuestion()
                && !(RankedPassage.sameDocument(session.passage(index - 1), session.passage(index))
                        && session.get(index - 1)
                                .speaker()
                                .equals(session.get(index).speaker()));
    }

    private int temporal(RankedPassage passage) {
        if (!passage.holdsTime()) {
            return 0;
        }
        return question.asksWhen() ? 2 : 1;
    }

    private double[] speaker() {
        var towards = new double[session.size()];
        String text = question.text().toLowerCase(Locale.ROOT);
        var named = new LinkedHashSet<String>();
        boolean anyNames = false;
        for (int i = 0; i < towards.length; i++) {
            var passage = session.get(i);
            anyNames |= passage.named();
            if (passage.named() && Identifiers.holds(text, passage.speaker().toLowerCase(Locale.ROOT))) {
                named.add(passage.speaker());
            }
        }
        if (anyNames) {
            return named.size() == 1 ? towards(towards, named.iterator().next(), -1) : towards;
        }
        if (ASKS_ASSISTANT.matcher(text).find()) {
            return roles(towards, "assistant", "user");
        }
        return ASKS_SELF.matcher(text).find() ? towards(towards, "user", -1) : towards;
    }

    private double[] towards(double[] towards, String speaker, double others) {
        for (int i = 0; i < towards.length; i++) {
            towards[i] = session.get(i).speaker().equals(speaker) ? 1 : others;
        }
        return towards;
    }

    private double[] roles(double[] towards, String wanted, String unwanted) {
        for (int i = 0; i < towards.length; i++) {
            String speaker = session.get(i).speaker();
            towards[i] = speaker.equals(wanted) ? 1 : speaker.equals(unwanted) ? -1 : 0;
        }
        return towards;
    }

    private double[] identifiers() {
        var shares = new double[session.size()];
        double total = 0;
        for (var name : question.identifiers()) {
            var holders = new boolean[shares.length];
            int count = 0;
            for (int i = 0; i < shares.length; i++) {
                holders[i] = Identifiers.holds(session.passage(i).text(), name);
                count += holders[i] ? 1 : 0;
            }
            double rarity = session.words().idf(count);
            total += count > 0 ? rarity : 0;
            for (int i = 0; i < shares.length; i++) {
                shares[i] += holders[i] ? rarity : 0;
            }
        }
        for (int i = 0; i < shares.length && total > 0; i++) {
            shares[i] /= total;
        }
        return shares;
    }
}
