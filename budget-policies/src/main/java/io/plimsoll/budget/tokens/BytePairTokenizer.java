package io.plimsoll.budget.tokens;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Byte-level byte pair encoding in plain Java, for the vocabularies of GPT-2's descent. Immutable and thread-safe.
 *
 * @param name as in {@link TextTokenizer#name()}
 * @param specialTokens what counts as one wherever it stands
 * @param normalForm the Unicode normal form that text is brought to first, null for none
 * @param preTokenizer splits text into pieces
 * @param wholes the pieces that are one token, so that no merging is needed to know it
 * @param merges counts the other pieces
 */
record BytePairTokenizer(
        String name,
        SpecialTokens specialTokens,
        Normalizer.@Nullable Form normalForm,
        PreTokenizer preTokenizer,
        Set<String> wholes,
        BytePairMerges merges)
        implements TextTokenizer {

    @Override
    public int count(String text) {
        return specialTokens.count(WellFormedText.of(text), this::countOrdinary);
    }

    private int countOrdinary(String text) {
        int[] tokens = new int[1];
        preTokenizer.split(
                normalForm == null ? text : Normalizer.normalize(text, normalForm),
                piece -> tokens[0] += countPiece(piece));
        return tokens[0];
    }

    private int countPiece(String piece) {
        return wholes.contains(piece) ? 1 : merges.count(piece.getBytes(StandardCharsets.UTF_8));
    }
}
