package io.plimsoll.compression.reduce.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column of a table of objects; closed, since a header has a notation for each. */
sealed interface Column {

    /** The key whose values stand in it. */
    String key();

    /** Appends its part of the header. */
    void writeHeader(StringBuilder out);

    /** Appends its cells of one row, each with a comma behind it; {@code value} is null where the row has none. */
    void writeCells(@Nullable Json value, StringBuilder out);

    /** {@code key=value}: the same in every row, so that rows need no cell. */
    record Constant(String key, Json value) implements Column {

        @Override
        public void writeHeader(StringBuilder out) {
            Cell.writeKey(key, out);
            out.append('=');
            Cell.writeConstant(value, out);
        }

        @Override
        public void writeCells(@Nullable Json same, StringBuilder out) {}
    }

    /** {@code key}: one cell. */
    record Leaf(String key) implements Column {

        @Override
        public void writeHeader(StringBuilder out) {
            Cell.writeKey(key, out);
        }

        @Override
        public void writeCells(@Nullable Json value, StringBuilder out) {
            if (value != null) {
                Cell.write(value, out);
            }
            out.append(',');
        }
    }

    /** {@code key{a,b}}: an object that has the same keys wherever it occurs; where it does not, all its cells are empty. */
    record Group(String key, List<Column> inner) implements Column {

        @Override
        public void writeHeader(StringBuilder out) {
            Cell.writeKey(key, out);
            out.append('{');
            Column.writeHeaders(inner, out);
            out.append('}');
        }

        @Override
        public void writeCells(@Nullable Json value, StringBuilder out) {
            Map<String, Json> values = value instanceof Json.Members object ? object.byKey() : null;
            for (Column column : inner) {
                column.writeCells(values == null ? null : values.get(column.key()), out);
            }
        }
    }

    /** Appends the headers of {@code columns}, with commas between them. */
    static void writeHeaders(List<Column> columns, StringBuilder out) {
        String separator = "";
        for (Column column : columns) {
            out.append(separator);
            column.writeHeader(out);
            separator = ",";
        }
    }

    /** The columns for all keys of {@code rows}, in the order in which they first occur. */
    static List<Column> of(List<Map<String, Json>> rows) {
        return of(rows, 0);
    }

    private static List<Column> of(List<? extends @Nullable Map<String, Json>> rows, int depth) {
        Map<String, List<@Nullable Json>> values = new LinkedHashMap<>();
        for (Map<String, Json> row : rows) {
            if (row != null) {
                row.keySet().forEach(key -> values.computeIfAbsent(key, k -> new ArrayList<>(rows.size())));
            }
        }
        for (Map<String, Json> row : rows) {
            values.forEach((key, column) -> column.add(row == null ? null : row.get(key)));
        }
        List<Column> columns = new ArrayList<>();
        for (Map.Entry<String, List<@Nullable Json>> column : values.entrySet()) {
            columns.add(of(column.getKey(), column.getValue(), depth));
        }
        return columns;
    }

    private static Column of(String key, List<@Nullable Json> values, int depth) {
        Json first = values.getFirst();
        if (first != null && values.size() > 1 && values.stream().allMatch(first::equals)) {
            return new Constant(key, first);
        }
        List<@Nullable Map<String, Json>> objects = likeObjects(values);
        return depth < Table.FLATTENED_DEPTH && !objects.isEmpty()
                ? new Group(key, of(objects, depth + 1))
                : new Leaf(key);
    }

    /** The values by key, if all that are there are small objects with the same keys; otherwise empty. */
    private static List<@Nullable Map<String, Json>> likeObjects(List<@Nullable Json> values) {
        List<@Nullable Map<String, Json>> objects = new ArrayList<>(values.size());
        Set<String> keys = Set.of();
        for (Json value : values) {
            if (value == null) {
                objects.add(null);
                continue;
            }
            Map<String, Json> object =
                    value instanceof Json.Members members && members.members().size() <= Table.FLATTENED_KEYS
                            ? members.byKey()
                            : null;
            if (object == null || object.isEmpty() || !keys.isEmpty() && !keys.equals(object.keySet())) {
                return List.of();
            }
            keys = object.keySet();
            objects.add(object);
        }
        return objects.stream().anyMatch(Objects::nonNull) ? objects : List.of();
    }
}
