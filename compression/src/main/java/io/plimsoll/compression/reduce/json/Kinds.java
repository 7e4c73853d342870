package io.plimsoll.compression.reduce.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Objects sorted by kind, such that those of one kind have nearly the same keys: all together, or by the value of one key that
 * tells the kind, or by their keys.
 *
 * @param rows the objects
 * @param kindOf the kind of each row, from 0
 * @param count how many kinds there are
 */
record Kinds(List<Map<String, Json>> rows, int[] kindOf, int count) {

    /** Of all cells of a kind, how many must have a value: with fewer, a row's commas say less than keys would. */
    private static final double FILLED = .8;

    private static final int MOST = 8;
    private static final int MOST_COLUMNS = 100;
    private static final int KIND_CHARACTERS = 40;

    /** The fewest kinds that do; empty where the objects are too unlike. */
    static Optional<Kinds> of(List<Map<String, Json>> rows) {
        Kinds together = new Kinds(rows, new int[rows.size()], 1);
        if (together.areFilled()) {
            return Optional.of(together);
        }
        for (String key : rows.getFirst().keySet()) {
            Kinds told = sorted(rows, row -> kind(row.get(key)));
            if (told != null && told.count > 1 && told.areFilled()) {
                return Optional.of(told);
            }
        }
        return Optional.ofNullable(sorted(rows, Map::keySet)).filter(Kinds::areFilled);
    }

    /** The table with these kinds. */
    Table table(String note) {
        List<List<Column>> columns = new ArrayList<>();
        for (int kind = 0; kind < count; kind++) {
            columns.add(Column.of(rowsOf(kind)));
        }
        return new Table(note, rows, columns, kindOf);
    }

    /** Null if {@code kind} is null for a row, or there are too many kinds. */
    private static @Nullable Kinds sorted(
            List<Map<String, Json>> rows, Function<Map<String, Json>, ? extends @Nullable Object> kind) {
        Map<Object, Integer> numbers = new LinkedHashMap<>();
        int[] kindOf = new int[rows.size()];
        for (int row = 0; row < kindOf.length; row++) {
            Object told = kind.apply(rows.get(row));
            if (told == null) {
                return null;
            }
            kindOf[row] = numbers.computeIfAbsent(told, k -> numbers.size());
            if (numbers.size() > MOST) {
                return null;
            }
        }
        return new Kinds(rows, kindOf, numbers.size());
    }

    private static @Nullable String kind(@Nullable Json value) {
        return value instanceof Json.Text(String text) && text.length() <= KIND_CHARACTERS ? text : null;
    }

    private boolean areFilled() {
        List<Map<String, Integer>> occurrences = new ArrayList<>();
        int[] rowsOfKind = new int[count];
        for (int kind = 0; kind < count; kind++) {
            occurrences.add(new HashMap<>());
        }
        for (int row = 0; row < kindOf.length; row++) {
            Map<String, Integer> ofKind = occurrences.get(kindOf[row]);
            rowsOfKind[kindOf[row]]++;
            Set<String> keys = rows.get(row).keySet();
            keys.forEach(key -> ofKind.merge(key, 1, Integer::sum));
            if (ofKind.size() > MOST_COLUMNS) {
                return false;
            }
        }
        for (int kind = 0; kind < count; kind++) {
            Map<String, Integer> ofKind = occurrences.get(kind);
            long values = ofKind.values().stream().mapToLong(Integer::longValue).sum();
            if (values < FILLED * ofKind.size() * rowsOfKind[kind]) {
                return false;
            }
        }
        return true;
    }

    private List<Map<String, Json>> rowsOf(int kind) {
        List<Map<String, Json>> ofKind = new ArrayList<>();
        for (int row = 0; row < kindOf.length; row++) {
            if (kindOf[row] == kind) {
                ofKind.add(rows.get(row));
            }
        }
        return ofKind;
    }
}
