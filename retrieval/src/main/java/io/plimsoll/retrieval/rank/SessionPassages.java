package io.plimsoll.retrieval.rank;

import io.plimsoll.retrieval.Passage;
import io.plimsoll.retrieval.embed.ContentKey;
import io.plimsoll.retrieval.embed.EmbeddingInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One session's archive, decoded for ranking: its passages in the order of conversation, their words, and those vectors
 * that are known so far. Thread-safe: immutable but for vectors, of which each is a function of the passages.
 */
public final class SessionPassages {

    /** So many passages before and behind one count as around it. */
    private static final int NEIGHBOURS = 2;

    private static final Comparator<Passage> CONVERSATION = Comparator.comparing(
            Passage::place,
            Comparator.comparing((Passage.Place place) -> place.lane().lane())
                    .thenComparingInt(Passage.Place::position)
                    .thenComparing(Passage.Place::contentHash)
                    .thenComparingInt(Passage.Place::start));

    private final List<RankedPassage> passages;
    private final SessionWords words;
    private final AtomicReferenceArray<@Nullable KnownVector> vectors;
    private final long characters;

    private SessionPassages(List<RankedPassage> passages, SessionWords words) {
        this.passages = passages;
        this.words = words;
        this.vectors = new AtomicReferenceArray<>(passages.size());
        this.characters = passages.stream()
                .mapToLong(passage -> passage.passage().text().length())
                .sum();
    }

    /** Decodes a session. Passages may come in any order; a stored vector of another input than the present one is left. */
    public static SessionPassages of(List<Stored> stored) {
        var sorted = new ArrayList<>(stored);
        sorted.sort(Comparator.comparing(Stored::passage, CONVERSATION));
        var ranked = new ArrayList<RankedPassage>(sorted.size());
        @Nullable RankedPassage before = null;
        for (var one : sorted) {
            before = RankedPassage.of(one.passage(), before);
            ranked.add(before);
        }
        var session = new SessionPassages(List.copyOf(ranked), words(ranked));
        for (int i = 0; i < sorted.size(); i++) {
            var vector = sorted.get(i).vector();
            if (vector != null && vector.input().equals(ContentKey.of(session.input(i)))) {
                session.vectors.set(i, new KnownVector(vector.values(), true));
            }
        }
        return session;
    }

    /** How many passages there are. */
    public int size() {
        return passages.size();
    }

    /** The passages' text, in UTF-16 units. */
    public long characters() {
        return characters;
    }

    /** A passage, with no score. */
    public Passage passage(int index) {
        return passages.get(index).passage();
    }

    /** What is embedded for a passage: itself, behind the one before it if that is of the same lane and day. */
    public EmbeddingInput.Answer input(int index) {
        String previous = index > 0 && together(passages, index - 1, index)
                ? passages.get(index - 1).passage().text()
                : "";
        return new EmbeddingInput.Answer(previous, passages.get(index).passage().text());
    }

    /** A passage's vector, if it is known. Not to be changed. */
    public Optional<float[]> vector(int index) {
        return Optional.ofNullable(vectors.get(index)).map(KnownVector::values);
    }

    /** Keeps the vector of {@link #input}, as computed now. */
    public void computed(int index, float[] vector) {
        vectors.compareAndSet(index, null, new KnownVector(vector, false));
    }

    /** The same, and the archive holds it. */
    public void stored(int index, float[] vector) {
        vectors.set(index, new KnownVector(vector, true));
    }

    /** Whether the archive holds a passage's vector. */
    public boolean isVectorStored(int index) {
        var known = vectors.get(index);
        return known != null && known.stored();
    }

    /** Whether the archive lacks any passage's vector. */
    public boolean lacksStoredVectors() {
        for (int i = 0; i < size(); i++) {
            if (!isVectorStored(i)) {
                return true;
            }
        }
        return false;
    }

    RankedPassage get(int index) {
        return passages.get(index);
    }

    SessionWords words() {
        return words;
    }

    /** Whether two passages are of one lane. */
    boolean sameLane(int left, int right) {
        return passage(left).place().lane().equals(passage(right).place().lane());
    }

    /** Whether two passages are of one lane and day. */
    boolean together(int left, int right) {
        return together(passages, left, right);
    }

    private static SessionWords words(List<RankedPassage> passages) {
        int size = passages.size();
        var first = new int[size];
        var last = new int[size];
        for (int i = 0; i < size; i++) {
            first[i] = i;
            while (first[i] > Math.max(0, i - NEIGHBOURS) && together(passages, first[i] - 1, i)) {
                first[i]--;
            }
            last[i] = i;
            while (last[i] < Math.min(size - 1, i + NEIGHBOURS) && together(passages, last[i] + 1, i)) {
                last[i]++;
            }
        }
        return new SessionWords(passages.stream().map(RankedPassage::terms).toList(), first, last);
    }

    private static boolean together(List<RankedPassage> passages, int left, int right) {
        var one = passages.get(left);
        var other = passages.get(right);
        return one.passage().place().lane().equals(other.passage().place().lane())
                && Objects.equals(one.date(), other.date());
    }

    /**
     * A passage as it lies in the archive.
     *
     * @param passage with no score
     * @param vector null if it was not embedded yet
     */
    public record Stored(Passage passage, @Nullable StoredVector vector) {}

    /**
     * A vector and what it was made of.
     *
     * @param input the key of the embedded input
     * @param values not to be changed
     */
    public record StoredVector(ContentKey input, float[] values) {}

    private record KnownVector(float[] values, boolean stored) {}
}
