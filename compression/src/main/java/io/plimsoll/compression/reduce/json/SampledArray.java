package io.plimsoll.compression.reduce.json;

import io.plimsoll.compression.reduce.GoalWords;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An array of which rows are left out. */
final class SampledArray {

    /** An array of fewer rows says what it says. */
    static final int FEWEST_ROWS = 5;

    private static final String OF = " of ";
    private static final int MOST_KINDS = 6;
    private static final Pattern KIND = Pattern.compile("[\\p{L}\\p{N}_.: /-]{1,30}");

    private final Json.Items items;
    private final RowRanking ranking;

    SampledArray(Json.Items items, GoalWords goal) {
        this.items = items;
        ranking = new RowRanking(items.values(), goal);
    }

    /** Whether rows of {@code items} have been left out already. */
    static boolean isSampled(Json.Items items) {
        return items.note().contains(OF);
    }

    /** The array with the rows that stand for themselves and {@code share} of the others. */
    Json.Items kept(double share) {
        BitSet kept = ranking.kept((int) (share * ranking.others()));
        List<Json> rows = kept.stream().mapToObj(items.values()::get).toList();
        if (rows.size() == items.values().size()) {
            return items;
        }
        return new Json.Items(rows, items.note() + OF + items.values().size() + leftOut(kept));
    }

    /** What the rows that are left out are, by the first key that tells it in few words. */
    private String leftOut(BitSet kept) {
        if (!(items.values().getFirst() instanceof Json.Members first)) {
            return "";
        }
        for (String key : first.keys()) {
            Map<String, Integer> counts = counts(key, kept);
            if (counts != null && KIND.matcher(key).matches()) {
                return counts.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(count -> count.getValue() + " " + key + "=" + count.getKey())
                        .collect(Collectors.joining(", ", "; left out: ", ""));
            }
        }
        return "";
    }

    /** How many rows are left out for each value of {@code key}; null if it does not tell kinds of rows. */
    private @Nullable Map<String, Integer> counts(String key, BitSet kept) {
        Map<String, Integer> counts = new TreeMap<>();
        BitSet gone = new BitSet();
        gone.set(0, items.values().size());
        gone.andNot(kept);
        for (int row = gone.nextSetBit(0); row >= 0; row = gone.nextSetBit(row + 1)) {
            Json value = items.values().get(row) instanceof Json.Members object
                    ? object.members().stream()
                            .filter(member -> member.key().equals(key))
                            .map(Json.Member::value)
                            .findFirst()
                            .orElse(null)
                    : null;
            if (!(value instanceof Json.Text(String kind))
                    || !KIND.matcher(kind).matches()) {
                return null;
            }
            counts.merge(kind, 1, Integer::sum);
            if (counts.size() > MOST_KINDS) {
                return null;
            }
        }
        return counts;
    }
}
