package io.plimsoll.compression.reduce.repeats;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.SimilarityHashPolicy;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps of a result that is nearly an earlier one the lines that are new, and says how many lines of the earlier one are gone.
 * Two texts are near when the SimHashes of their runs of four characters differ in at most 3 of 64 bits (Charikar 2002; the
 * bound is that of Manku et al., "Detecting near-duplicates for web crawling", 2007).
 */
final class NearDuplicates implements Reducer {

    private static final int BITS = 64;
    private static final int DIFFERENT_BITS = 3;
    private static final int GRAM = 4;
    /** Texts whose lengths differ by more than this share are not compared at all. */
    private static final double LENGTH = .2;

    private static final String MARK = "[nearly the same as the result of ";
    private static final SimilarityHashPolicy SIMHASH = SimilarityHashing.fastSimHash(BITS);
    private static final Hasher64 HASHER = Hashing.komihash5_0();

    @Override
    public Reduction rung() {
        return Reduction.DUPLICATES;
    }

    @Override
    public boolean isLossless() {
        return false;
    }

    @Override
    public Optional<String> reduce(Reading reading, Target target) {
        String result = reading.text().result();
        int tokens = target.counter().applyAsInt(result);
        if (!Earlier.isLongEnough(result) || result.startsWith(MARK) || tokens <= target.tokens()) {
            return Optional.empty();
        }
        List<Earlier.Named> candidates =
                Earlier.of(reading.earlier(), text -> isAboutAsLong(text, result) && !text.startsWith(MARK));
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        byte[] hash = hash(result);
        return candidates.stream()
                .filter(candidate -> isNear(hash, hash(candidate.result())))
                .findFirst()
                .map(near -> difference(result, near))
                .filter(difference -> target.counter().applyAsInt(difference) < tokens);
    }

    private static boolean isAboutAsLong(String text, String other) {
        return Math.abs(text.length() - other.length()) <= LENGTH * Math.max(text.length(), other.length());
    }

    private static boolean isNear(byte[] hash, byte[] other) {
        return SIMHASH.getNumberOfEqualComponents(hash, other) >= BITS - DIFFERENT_BITS;
    }

    private static byte[] hash(String text) {
        return SIMHASH.createHasher()
                .compute(ElementHashProvider.ofFunction(at -> gram(text, at), text.length() - GRAM + 1));
    }

    private static long gram(String text, int at) {
        long packed = 0;
        for (int i = 0; i < GRAM; i++) {
            packed = packed << Character.SIZE | text.charAt(at + i);
        }
        return HASHER.hashLongToLong(packed);
    }

    private static String difference(String result, Earlier.Named near) {
        Set<String> old = near.result().lines().collect(Collectors.toCollection(HashSet::new));
        Set<String> now = result.lines().collect(Collectors.toCollection(HashSet::new));
        long gone = old.stream().filter(line -> !now.contains(line)).count();
        String news = result.lines().filter(line -> !old.contains(line)).collect(Collectors.joining("\n"));
        String head = MARK + near.call() + " above; " + gone + " of its lines are gone, "
                + (news.isEmpty() ? "none is new]" : "new are:]");
        return news.isEmpty() ? head : head + "\n" + news;
    }
}
