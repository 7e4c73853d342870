package io.plimsoll.retrieval.rank;

import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.Degradation;
import io.plimsoll.retrieval.Passage;
import io.plimsoll.retrieval.RecallQuery;
import io.plimsoll.retrieval.RecallResult;
import io.plimsoll.retrieval.RecallResult.Mode;
import io.plimsoll.retrieval.embed.EmbeddingInput;
import io.plimsoll.retrieval.embed.Embeddings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers a recall from a decoded session. Thread-safe.
 *
 * <p>Words choose the candidates, words and vectors order them. Candidates that have no vector yet get it now, so that the
 * answer does not depend on how far the background has come; if that takes longer than the query's deadline, words alone
 * decide, with weights of their own. So the same content and query have exactly two answers, and the result tells which one
 * it is.
 */
public final class Recaller {

    private final Optional<Embeddings> embeddings;
    private final ArchiveListener listener;

    /** Without embeddings everything is found by words alone. */
    public Recaller(Optional<Embeddings> embeddings, ArchiveListener listener) {
        this.embeddings = embeddings;
        this.listener = listener;
    }

    /** Blocks for vectors up to the query's deadline. */
    public RecallResult recall(SessionPassages session, RecallQuery query) {
        var eligible = eligible(session, query);
        if (eligible.isEmpty()) {
            return RecallResult.none(false);
        }
        var asked = asked(session, query, eligible);
        if (query.evidence() == RecallQuery.Evidence.NAMED) {
            var named = new BitSet(session.size());
            var any = asked;
            eligible.stream()
                    .filter(i -> any.stream().anyMatch(one -> one.names(i)))
                    .forEach(named::set);
            if (named.isEmpty()) {
                return RecallResult.none(false);
            }
            eligible = named;
            asked = asked(session, query, named);
        }
        return answer(session, query, eligible, asked);
    }

    private static List<Asked> asked(SessionPassages session, RecallQuery query, BitSet eligible) {
        return query.questions().stream()
                .map(text -> new Asked(session, Question.of(text), eligible))
                .toList();
    }

    private RecallResult answer(SessionPassages session, RecallQuery query, BitSet eligible, List<Asked> asked) {
        if (embeddings.isEmpty()) {
            return byWords(session, query, eligible, asked, false);
        }
        return switch (vectors(embeddings.get(), session, asked, query.deadline())) {
            case Embeddings.Outcome.Ready(var vectors) ->
                answer(
                        session,
                        query,
                        eligible,
                        best(
                                IntStream.range(0, asked.size()).boxed().toList(),
                                i -> asked.get(i)
                                        .byWordsAndVectors(
                                                vectors.get(i), embeddings.get().relevantCosine())),
                        Mode.HYBRID,
                        false);
            case Embeddings.Outcome.Late() -> {
                listener.degraded(
                        Degradation.DEADLINE_MISSED,
                        "embeddings were not ready in " + query.deadline() + ": recalled by words alone");
                yield byWords(session, query, eligible, asked, true);
            }
            case Embeddings.Outcome.Failed(var cause) -> {
                listener.degraded(
                        Degradation.EMBEDDING_FAILED, "embedding failed: " + cause + "; recalled by words alone");
                yield byWords(session, query, eligible, asked, false);
            }
        };
    }

    private static BitSet eligible(SessionPassages session, RecallQuery query) {
        var eligible = new BitSet(session.size());
        for (int i = 0; i < session.size(); i++) {
            var place = session.passage(i).place();
            boolean isInLane = query.lane() == null || place.lane().lane().equals(query.lane());
            eligible.set(i, isInLane && !query.excludedHashes().contains(place.contentHash()));
        }
        return eligible;
    }

    /** The questions' vectors, once all candidates have theirs. */
    private static Embeddings.Outcome vectors(
            Embeddings embeddings, SessionPassages session, List<Asked> asked, Duration deadline) {
        List<EmbeddingInput> inputs = new ArrayList<>();
        asked.forEach(
                one -> inputs.add(new EmbeddingInput.Question(one.question().text())));
        int[] missing = asked.stream()
                .flatMapToInt(one -> Arrays.stream(one.candidates()))
                .distinct()
                .filter(i -> session.vector(i).isEmpty())
                .toArray();
        Arrays.stream(missing).forEach(i -> inputs.add(session.input(i)));
        var outcome = embeddings.embedAll(inputs, deadline);
        if (outcome instanceof Embeddings.Outcome.Ready(var vectors)) {
            for (int i = 0; i < missing.length; i++) {
                session.computed(missing[i], vectors.get(asked.size() + i));
            }
        }
        return outcome;
    }

    private static RecallResult byWords(
            SessionPassages session, RecallQuery query, BitSet eligible, List<Asked> asked, boolean deadlineMissed) {
        return answer(session, query, eligible, best(asked, Asked::byWords), Mode.LEXICAL, deadlineMissed);
    }

    /** Each passage's best score for any one question that found something relevant; null if none did. */
    private static <T> double @Nullable [] best(List<T> asked, Function<T, double @Nullable []> scoring) {
        double @Nullable [] best = null;
        for (var one : asked) {
            double @Nullable [] scores = scoring.apply(one);
            if (scores == null) {
                continue;
            }
            if (best == null) {
                best = scores.clone();
                continue;
            }
            for (int i = 0; i < best.length; i++) {
                best[i] = Math.max(best[i], scores[i]);
            }
        }
        return best;
    }

    private static RecallResult answer(
            SessionPassages session,
            RecallQuery query,
            BitSet eligible,
            double @Nullable [] scores,
            Mode mode,
            boolean deadlineMissed) {
        if (scores == null) {
            return RecallResult.none(deadlineMissed);
        }
        var duplicates = new NearDuplicates();
        var passages = new ArrayList<Passage>();
        for (int i : Asked.best(scores, eligible, Integer.MAX_VALUE)) {
            if (passages.size() == query.limit()) {
                break;
            }
            if (duplicates.isNew(session.get(i).terms())) {
                passages.add(session.passage(i).withScore(scores[i]));
            }
        }
        return new RecallResult(passages, mode, deadlineMissed);
    }
}
