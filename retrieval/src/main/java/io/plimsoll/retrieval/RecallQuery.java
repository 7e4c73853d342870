package io.plimsoll.retrieval;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a turn asks of its session's archive.
 *
 * @param tenant who asks; no other tenant's text is ever found
 * @param session the session to recall from
 * @param lane the lane to stay in, null for all lanes of the session
 * @param questions what the turn is about, the newest user message first; a passage counts as well as it answers any one
 *     of them; at least one, at most {@value #MAX_QUESTIONS}
 * @param excludedHashes content hashes of documents that the model sees anyway
 * @param limit at most so many passages, 1 to 1,000
 * @param deadline how long embeddings may be waited for; after it the answer is found by words alone
 * @param evidence what a passage must have in common with a question to come back
 */
public record RecallQuery(
        String tenant,
        String session,
        @Nullable String lane,
        List<String> questions,
        Set<String> excludedHashes,
        int limit,
        Duration deadline,
        Evidence evidence) {

    /** What makes a passage worth its tokens. */
    public enum Evidence {
        /** It is about what a question asks. For conversations, in which only the archive knows the answer. */
        RELEVANT,
        /**
         * It holds a name that a question writes out: a path, a shaped word, a quoted string, a number. For agents with
         * tools, which can read again by themselves: mere relevance costs them more prefill than it saves.
         */
        NAMED
    }

    /** As many questions as one recall takes. */
    public static final int MAX_QUESTIONS = 8;

    /** A query for what is relevant. */
    public RecallQuery(
            String tenant,
            String session,
            @Nullable String lane,
            List<String> questions,
            Set<String> excludedHashes,
            int limit,
            Duration deadline) {
        this(tenant, session, lane, questions, excludedHashes, limit, deadline, Evidence.RELEVANT);
    }

    public RecallQuery {
        if (tenant.isBlank()) {
            throw new IllegalArgumentException("recall query: tenant: '" + tenant + "' (expected: not blank)");
        }
        if (session.isBlank()) {
            throw new IllegalArgumentException("recall query: session: '" + session + "' (expected: not blank)");
        }
        questions = List.copyOf(questions);
        if (questions.isEmpty() || questions.size() > MAX_QUESTIONS) {
            throw new IllegalArgumentException(
                    "recall query: questions: " + questions.size() + " (expected: 1 to " + MAX_QUESTIONS + ")");
        }
        excludedHashes = Set.copyOf(excludedHashes);
        if (limit < 1 || limit > 1_000) {
            throw new IllegalArgumentException("recall query: limit: " + limit + " (expected: 1 to 1000)");
        }
        if (deadline.isNegative()) {
            throw new IllegalArgumentException("recall query: deadline: " + deadline + " (expected: >= 0)");
        }
    }
}
