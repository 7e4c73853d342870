package io.plimsoll.retrieval;

import io.plimsoll.budget.LaneKey;
import java.util.Objects;

/**
 * A piece of an archived document, as it stood there: {@code document.text().startsWith(text, place.start())}.
 *
 * @param place where it stood
 * @param origin who said it and when
 * @param text the piece, verbatim, without blanks around it; never empty
 * @param score how well it answers the question, higher is better; comparable within one answer only, 0 outside of one
 */
public record Passage(Place place, Origin origin, String text, double score) {

    public Passage {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(origin, "origin");
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "passage of document '" + place.contentHash() + "': text: '' (expected: not empty)");
        }
    }

    /** This passage as the answer to another question. */
    public Passage withScore(double newScore) {
        return new Passage(place, origin, text, newScore);
    }

    /**
     * Where a passage stood.
     *
     * @param lane whose history
     * @param contentHash the document's
     * @param position the document's, from 0
     * @param start offset of the passage in the document's text, in UTF-16 units
     */
    public record Place(LaneKey lane, String contentHash, int position, int start) {}
}
