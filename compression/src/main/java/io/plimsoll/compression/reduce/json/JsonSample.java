package io.plimsoll.compression.reduce.json;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.GoalWords;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves out rows of JSON arrays, those that tell least first, until the text is short enough: {@link RowRanking} says which
 * stay, whatever the target. The others go evenly from all arrays of at least five rows; of those that stay 30 % are the first
 * ones, 15 % the last ones. An array's count then says how many there were, and of what kind those are that were left out:
 * {@code [20 of 500; left out: 471 status=ok, 9 status=retry]}.
 *
 * <p>What is not in an array of five rows stays, so a long object may remain above the target. A sample is not sampled again.
 */
public final class JsonSample implements Reducer {

    /** Rounds of bisection around a good guess. */
    private static final int ROUNDS = 8;

    @Override
    public Reduction rung() {
        return Reduction.STRUCTURE;
    }

    @Override
    public boolean isLossless() {
        return false;
    }

    @Override
    public Optional<String> reduce(Reading reading, Target target) {
        String text = reading.text().result();
        int tokens = target.counter().applyAsInt(text);
        if (tokens <= target.tokens()) {
            return Optional.empty();
        }
        return JsonDocument.readWithTables(text)
                .flatMap(document -> sampled(document, target))
                .filter(sample -> target.counter().applyAsInt(sample) < tokens);
    }

    private static Optional<String> sampled(JsonDocument document, Target target) {
        List<Json.Items> arrays = new ArrayList<>();
        if (!find(document.value(), arrays) || arrays.isEmpty()) {
            return Optional.empty();
        }
        String whole = document.compact();
        int tokens = target.counter().applyAsInt(whole);
        if (tokens <= target.tokens()) {
            return Optional.of(whole);
        }
        GoalWords goal = GoalWords.of(target.goal());
        Map<Json.Items, SampledArray> samples = new IdentityHashMap<>();
        arrays.forEach(array -> samples.put(array, new SampledArray(array, goal)));
        String sample = longest(document, samples, target, target.tokens() / (double) tokens);
        return sample.equals(whole) ? Optional.empty() : Optional.of(sample);
    }

    /** The longest sample within the target, or the shortest there is; {@code guess} is a share of rows that comes near it. */
    private static String longest(
            JsonDocument document, Map<Json.Items, SampledArray> samples, Target target, double guess) {
        double low = 0;
        double high = 1;
        double share = guess;
        String best = document.withValue(kept(document.value(), samples, low)).compact();
        for (int round = 0; round < ROUNDS; round++) {
            String sample =
                    document.withValue(kept(document.value(), samples, share)).compact();
            if (target.counter().applyAsInt(sample) <= target.tokens()) {
                low = share;
                best = sample;
            } else {
                high = share;
            }
            share = low == 0 ? high / 2 : Math.min((low + high) / 2, 2 * low);
        }
        return best;
    }

    /** Adds the outermost arrays that can be sampled; false if one already is. */
    private static boolean find(Json value, List<Json.Items> arrays) {
        return switch (value) {
            case Json.Literal literal -> true;
            case Json.Text text -> true;
            case Json.Members object -> object.members().stream().allMatch(member -> find(member.value(), arrays));
            case Json.Items items -> {
                if (SampledArray.isSampled(items)) {
                    yield false;
                }
                if (items.values().size() >= SampledArray.FEWEST_ROWS) {
                    arrays.add(items);
                    yield true;
                }
                yield items.values().stream().allMatch(item -> find(item, arrays));
            }
        };
    }

    private static Json kept(Json value, Map<Json.Items, SampledArray> samples, double share) {
        return switch (value) {
            case Json.Literal literal -> literal;
            case Json.Text text -> text;
            case Json.Members object ->
                new Json.Members(object.members().stream()
                        .map(member -> new Json.Member(member.key(), kept(member.value(), samples, share)))
                        .toList());
            case Json.Items items -> {
                SampledArray sample = samples.get(items);
                yield sample != null
                        ? sample.kept(share)
                        : new Json.Items(
                                items.values().stream()
                                        .map(item -> kept(item, samples, share))
                                        .toList(),
                                items.note());
            }
        };
    }
}
