package io.plimsoll.retrieval;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person's search through a tenant's archive.
 *
 * @param tenant whose archive; no other tenant's text is ever found
 * @param session the session to stay in, null for all of the tenant's
 * @param text what to look for
 * @param limit at most so many passages, 1 to 1,000
 */
public record SearchQuery(String tenant, @Nullable String session, String text, int limit) {

    public SearchQuery {
        if (tenant.isBlank()) {
            throw new IllegalArgumentException("search query: tenant: '" + tenant + "' (expected: not blank)");
        }
        Objects.requireNonNull(text, "text");
        if (limit < 1 || limit > 1_000) {
            throw new IllegalArgumentException("search query: limit: " + limit + " (expected: 1 to 1000)");
        }
    }
}
