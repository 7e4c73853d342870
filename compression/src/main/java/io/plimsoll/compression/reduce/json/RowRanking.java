package io.plimsoll.compression.reduce.json;

import io.plimsoll.compression.reduce.GoalWords;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The rows of an array by what they tell.
 *
 * <p>Some stand for themselves: the first and the last, errors, rows that the goal names, rows of a rare shape or with a rare
 * value of a key that has few, numbers more than two standard deviations from the mean, and where a series changes its level. A
 * reason that holds for more than half of the rows is none. The others have a score: how rare their values are, and how many of
 * the goal's words they hold, less for each earlier row that differs in digits alone.
 */
final class RowRanking {

    private static final double RARE = .05;
    private static final int ROWS_FOR_RARITY = 20;
    private static final int FEW_VALUES = 10;
    private static final int VALUE_CHARACTERS = 60;
    private static final int MOST_KEYS = 100;
    private static final double GOAL_WORD = 2;
    private static final double HEAD = .3;
    private static final double TAIL = .15;
    private static final Pattern DIGITS = Pattern.compile("\\d++");

    private final List<Json> rows;
    private final BitSet kept = new BitSet();
    private final double[] scores;
    private final List<Integer> byScore;

    RowRanking(List<Json> rows, GoalWords goal) {
        this.rows = rows;
        scores = new double[rows.size()];
        kept.set(0);
        kept.set(rows.size() - 1);
        keepExceptions(goal);
        keepOutliers();
        countRepeats();
        byScore = IntStream.range(0, rows.size())
                .filter(row -> !kept.get(row))
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -scores[row]))
                .toList();
    }

    /** How many rows do not stand for themselves. */
    int others() {
        return byScore.size();
    }

    /** The rows that stand for themselves, and {@code more} of the others: from the start, from the end, and by score. */
    BitSet kept(int more) {
        BitSet chosen = (BitSet) kept.clone();
        int head = (int) (HEAD * more);
        for (int row = 0; head > 0; row++) {
            head -= take(chosen, row);
        }
        int tail = (int) (TAIL * more);
        for (int row = rows.size() - 1; tail > 0; row--) {
            tail -= take(chosen, row);
        }
        int rest = more - (int) (HEAD * more) - (int) (TAIL * more);
        for (int i = 0; i < byScore.size() && rest > 0; i++) {
            rest -= take(chosen, byScore.get(i));
        }
        return chosen;
    }

    private static int take(BitSet chosen, int row) {
        if (chosen.get(row)) {
            return 0;
        }
        chosen.set(row);
        return 1;
    }

    private void keepExceptions(GoalWords goal) {
        BitSet errors = new BitSet();
        BitSet named = new BitSet();
        for (int row = 0; row < rows.size(); row++) {
            String text = rows.get(row).minified();
            errors.set(row, ErrorRow.tells(rows.get(row)));
            named.set(row, goal.areNamedIn(text));
            scores[row] += GOAL_WORD * goal.heldBy(text);
        }
        keep(errors);
        keep(named);
    }

    private void keepOutliers() {
        Map<String, NumberColumn> numbers = new LinkedHashMap<>();
        Map<String, Map<String, BitSet>> values = new LinkedHashMap<>();
        Map<Set<String>, BitSet> shapes = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row) instanceof Json.Members object) {
                shapes.computeIfAbsent(object.keys(), k -> new BitSet()).set(row);
                for (Json.Member member : object.members()) {
                    observe(row, member.key(), member.value(), numbers, values);
                }
            } else {
                observe(row, "", rows.get(row), numbers, values);
            }
        }
        BitSet outliers = new BitSet();
        numbers.values().forEach(column -> column.findOutliers(outliers));
        keep(outliers);
        BitSet rare = new BitSet();
        rank(shapes, rare);
        values.values().stream().filter(ofKey -> ofKey.size() <= FEW_VALUES).forEach(ofKey -> rank(ofKey, rare));
        keep(rare);
    }

    private void observe(
            int row,
            String key,
            Json value,
            Map<String, NumberColumn> numbers,
            Map<String, Map<String, BitSet>> values) {
        if (numbers.size() + values.size() > MOST_KEYS) {
            return;
        }
        if (value instanceof Json.Literal(String spelling) && !spelling.isEmpty() && spelling.charAt(0) <= '9') {
            numbers.computeIfAbsent(key, k -> new NumberColumn(k, rows.size())).put(row, Double.parseDouble(spelling));
            return;
        }
        String told = switch (value) {
            case Json.Literal literal -> literal.spelling();
            case Json.Text text -> text.value();
            case Json.Items items -> "";
            case Json.Members object -> "";
        };
        Map<String, BitSet> ofKey = values.computeIfAbsent(key, k -> new HashMap<>());
        if (ofKey.size() <= FEW_VALUES) {
            String clipped = told.length() > VALUE_CHARACTERS ? told.substring(0, VALUE_CHARACTERS) : told;
            ofKey.computeIfAbsent(clipped, k -> new BitSet()).set(row);
        }
    }

    /** Scores rows by how rare their group is; the rarest are exceptions. */
    private void rank(Map<?, BitSet> groups, BitSet rare) {
        for (BitSet group : groups.values()) {
            double share = group.cardinality() / (double) rows.size();
            if (share < RARE && rows.size() >= ROWS_FOR_RARITY) {
                rare.or(group);
            }
            group.stream().forEach(row -> scores[row] -= Math.log(share));
        }
    }

    private void countRepeats() {
        Map<String, Integer> seen = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            String masked = DIGITS.matcher(rows.get(row).minified()).replaceAll("0");
            int times = seen.merge(masked, 1, Integer::sum);
            scores[row] = (1 + scores[row]) / times;
        }
    }

    private void keep(BitSet exceptions) {
        if (2 * exceptions.cardinality() <= rows.size()) {
            kept.or(exceptions);
        }
    }
}
