package io.plimsoll.compression.constraints;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A few words in a row by which an instruction is known, such as {@code no more than #}. Immutable.
 *
 * @param atClause whether a clause has to begin with it
 * @param parts what has to follow what; begins with a word or a set of words
 */
record Phrase(boolean atClause, List<Part> parts) {

    /** So many words may stand in a gap. */
    private static final int GAP_WORDS = 8;

    /** One place of a phrase. Closed: what the phrase file can write. */
    sealed interface Part {

        /** One of these words. */
        record OneOf(Set<String> words) implements Part {}

        /** {@code #}: a word that begins with a digit. */
        record Number() implements Part {}

        /** {@code _}: any word, in the same clause as the one before. */
        record Next() implements Part {}

        /** {@code …}: up to {@value #GAP_WORDS} words, none at all included. */
        record Gap() implements Part {}
    }

    /**
     * The phrase that a line of the phrase file writes.
     *
     * @param sets the word sets that it may name, by name
     */
    static Phrase parse(String line, Map<String, Set<String>> sets) {
        boolean atClause = line.startsWith("^");
        List<Part> parts = new ArrayList<>();
        for (String part : line.substring(atClause ? 1 : 0).strip().split(" +")) {
            switch (part) {
                case "#" -> parts.add(new Part.Number());
                case "_" -> parts.add(new Part.Next());
                case "…" -> parts.add(new Part.Gap());
                default -> words(part, sets).forEach(word -> parts.add(new Part.OneOf(word)));
            }
        }
        if (!(parts.getFirst() instanceof Part.OneOf)) {
            throw new IllegalArgumentException("phrase '" + line + "' (expected: begins with a word)");
        }
        return new Phrase(atClause, List.copyOf(parts));
    }

    /** Read as sentences are, so that both sides have the same idea of a word. */
    private static List<Set<String>> words(String part, Map<String, Set<String>> sets) {
        if (!part.startsWith("@")) {
            return Words.of(part).text().stream().map(Set::of).toList();
        }
        Set<String> set = sets.get(part);
        if (set == null) {
            throw new IllegalArgumentException("phrase part '" + part + "' (expected: one of " + sets.keySet() + ")");
        }
        return List.of(set);
    }

    /** The words that it may begin with. */
    Set<String> firstWords() {
        return ((Part.OneOf) parts.getFirst()).words();
    }

    /** Where the phrase ends that begins with word {@code at}, or -1 if it does not stand there. */
    int endAt(Words words, int at) {
        return end(words, at, 0);
    }

    private int end(Words words, int at, int part) {
        if (part == parts.size()) {
            return at;
        }
        if (parts.get(part) instanceof Part.Gap) {
            for (int skipped = 0; skipped <= GAP_WORDS && at + skipped <= words.size(); skipped++) {
                int end = end(words, at + skipped, part + 1);
                if (end >= 0) {
                    return end;
                }
            }
            return -1;
        }
        return at < words.size() && stands(parts.get(part), words, at) ? end(words, at + 1, part + 1) : -1;
    }

    private static boolean stands(Part part, Words words, int at) {
        return switch (part) {
            case Part.OneOf oneOf -> oneOf.words().contains(words.text().get(at));
            case Part.Number number -> words.isNumber(at);
            case Part.Next next -> !words.afterBreak().get(at);
            case Part.Gap gap -> true;
        };
    }
}
