package io.plimsoll.retrieval;

import io.plimsoll.budget.LaneKey;
import java.util.Objects;

/**
 * One message to keep: what a cut takes out of a history.
 *
 * @param lane whose history it is
 * @param contentHash names the content within its tenant and session: documents with equal hashes are the same one and
 *     stored once, at the place and in the lane where they were seen first
 * @param position the message's place in the client's history, from 0; the archive's order within a lane
 * @param origin who said it and when
 * @param text what was said, verbatim; a blank text is accepted and yields no passage
 */
public record ArchiveDocument(LaneKey lane, String contentHash, int position, Origin origin, String text) {

    public ArchiveDocument {
        Objects.requireNonNull(lane, "lane");
        if (contentHash.isBlank()) {
            throw new IllegalArgumentException(
                    "archive document: contentHash: '" + contentHash + "' (expected: not blank)");
        }
        if (position < 0) {
            throw new IllegalArgumentException("archive document: position: " + position + " (expected: >= 0)");
        }
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(text, "text");
    }
}
