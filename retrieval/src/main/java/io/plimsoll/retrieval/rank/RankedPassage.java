package io.plimsoll.retrieval.rank;

import io.plimsoll.retrieval.Passage;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A passage and all that can be said about it before a question is known.
 *
 * @param passage the passage, with no score
 * @param date the day it was said, as the text itself tells; null if it does not
 * @param speaker who said it: a name as the text itself tells, else the role
 * @param named whether the speaker is a name rather than a role
 * @param terms the words that count of {@code speaker: body}, or of the body alone where the speaker is only a role
 * @param asks whether it ends with a question
 * @param holdsQuestion whether it holds one anywhere
 * @param holdsTime whether it holds a word of time
 */
record RankedPassage(
        Passage passage,
        @Nullable LocalDate date,
        String speaker,
        boolean named,
        List<String> terms,
        boolean asks,
        boolean holdsQuestion,
        boolean holdsTime) {

    private static final Pattern TRAILING_IMAGE = Pattern.compile("\\s*\\[image: [^\\]]*\\]\\s*\\z");
    private static final Pattern TIME_WORD = Pattern.compile(
            "\\b(?:yesterday|today|tomorrow|tonight|last|next|ago|since|recently|soon|days?|weeks?|months?|years?|weekend"
                    + "|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july"
                    + "|august|september|october|november|december|(?:19|20)\\d{2}|morning|evening|birthday|anniversary"
                    + "|\\d{1,2}(?:st|nd|rd|th))\\b",
            Pattern.CASE_INSENSITIVE);

    /** Reads a passage. A piece of a turn whose head stands in an earlier piece has that one's date and speaker. */
    static RankedPassage of(Passage passage, @Nullable RankedPassage before) {
        var turn = passage.origin().isSpoken() ? SpokenTurn.of(passage.text()) : Optional.<SpokenTurn>empty();
        if (turn.isPresent()) {
            var head = turn.get();
            return of(passage, head.date(), head.speaker(), true, passage.text().substring(head.bodyStart()));
        }
        if (before != null && before.named() && sameDocument(before.passage(), passage)) {
            return of(passage, before.date(), before.speaker(), true, passage.text());
        }
        return of(passage, null, passage.origin().role(), false, passage.text());
    }

    private static RankedPassage of(
            Passage passage, @Nullable LocalDate date, String speaker, boolean named, String body) {
        return new RankedPassage(
                passage,
                date,
                speaker,
                named,
                TextAnalysis.terms(named ? speaker + ": " + body : body),
                TRAILING_IMAGE.matcher(body).replaceFirst("").endsWith("?"),
                body.indexOf('?') >= 0,
                TIME_WORD.matcher(body).find());
    }

    static boolean sameDocument(Passage left, Passage right) {
        return left.place().contentHash().equals(right.place().contentHash())
                && left.place().lane().equals(right.place().lane());
    }
}
