package io.plimsoll.compression.reduce.prose;

import java.util.regex.Pattern;

/** How much of a sentence is a fact that nobody could guess: numbers, names, paths, errors. */
final class Salience {

    private static final Pattern FACT = Pattern.compile("\\d{2,}|\\b[A-Z][A-Z_]{2,}\\b|\\b[a-z]+[A-Z]\\w+|\\w+_\\w+|\\w[/\\\\]\\w|`[^`]{1,80}`");
    private static final Pattern ERROR = Pattern.compile(
            "\\b(?:error|fail(?:ed|ure|s)?|exception|fatal|denied|must|never|warning|deprecated)\\b", Pattern.CASE_INSENSITIVE);

    private static final double ERROR_WORTH = .5;
    /** A sentence of nothing but facts has about one for every three words. */
    private static final double FACTS_A_WORD = 1 / 3.0;

    private static final int SHORT_CHARACTERS = 12;
    private static final double SHORT_WORTH = .25;

    private Salience() {}

    /** A value in [0, 1]. */
    static double of(Sentence sentence) {
        String text = sentence.text();
        long facts = FACT.matcher(text).results().count();
        double share = Math.min(1, facts / (FACTS_A_WORD * Math.max(3, sentence.terms().size())));
        double worth = Math.min(1, share + (ERROR.matcher(text).find() ? ERROR_WORTH : 0));
        return text.strip().length() < SHORT_CHARACTERS ? SHORT_WORTH * worth : worth;
    }
}
