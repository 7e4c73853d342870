package io.plimsoll.budget.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes back at the tail of a prompt.
 *
 * @param budget the most tokens that one request gets
 * @param from {@value #ARCHIVE} for what was cut from this session, and patterns for the names of document collections;
 *     empty for no recall
 */
public record RecallSettings(
        @Nullable Tokens budget, @Nullable List<Glob> from) {

    /** What {@code from} calls the session's own archive. */
    public static final String ARCHIVE = "archive";

    static final RecallSettings ABSENT = new RecallSettings(null, null);

    public RecallSettings {
        from = from != null ? List.copyOf(from) : null;
    }

    public Tokens effectiveBudget() {
        return budget != null ? budget : new Tokens(2048);
    }

    public List<Glob> effectiveFrom() {
        return from != null ? from : List.of(new Glob(ARCHIVE));
    }

    /** Whether what was cut may come back. Only the word itself says so: {@code *} means every collection. */
    public boolean recallsArchive() {
        return effectiveFrom().stream().anyMatch(glob -> glob.pattern().equals(ARCHIVE));
    }

    /** Whether passages of this document collection may come in. */
    public boolean recallsCollection(String collection) {
        return effectiveFrom().stream().anyMatch(glob -> !glob.pattern().equals(ARCHIVE) && glob.matches(collection));
    }
}
