package io.plimsoll.compression.reduce.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/*
 * The notation
 *
 *   [3]{id,name,at{x,y},kind=ship}      three objects; at is an object, kind is "ship" in all of them
 *   1,Anna,10,20
 *   2,"Smith, J",,                      no "at"
 *   3,Eve,1.50,-2e3                     numbers as they were spelled
 *
 *   [2]{A:type=login,user|B:type=write,path,bytes}     objects of two kinds, in their old order
 *   A,anna
 *   B,/tmp/x,12
 *
 * A row ends at a line's end, so that "]" followed by "{" starts a table and nothing in JSON does. Behind the count there may
 * be a note: [3 lines] were JSON Lines, [3 of 500 …] is a sample. Keys and constants are quoted as in JSON unless they are
 * plain names, cells unless a bare string could be read as something else. The order of an object's keys, which means nothing
 * in JSON, is the header's.
 */

/**
 * An array of objects as one header and a row for each.
 *
 * @param note the note of the array
 * @param rows the objects
 * @param kinds the columns of each kind of object, at least one
 * @param kindOf the kind of each row
 */
record Table(String note, List<Map<String, Json>> rows, List<List<Column>> kinds, int[] kindOf) {

    /** Objects with more keys than this stay JSON in one cell: their columns would be far from their name. */
    static final int FLATTENED_KEYS = 6;

    static final int FLATTENED_DEPTH = 3;

    /** A table for {@code items}; empty if they are not at least two objects that are much alike. */
    static Optional<Table> of(Json.Items items) {
        if (items.values().size() < 2) {
            return Optional.empty();
        }
        List<Map<String, Json>> rows = new ArrayList<>(items.values().size());
        for (Json value : items.values()) {
            Map<String, Json> row = value instanceof Json.Members object ? object.byKey() : null;
            if (row == null || row.isEmpty()) {
                return Optional.empty();
            }
            rows.add(row);
        }
        return Kinds.of(rows).map(kinds -> kinds.table(items.note()));
    }

    /** Appends the table; what follows begins on a new line. */
    void write(StringBuilder out) {
        out.append('[').append(rows.size()).append(note).append("]{");
        for (int kind = 0; kind < kinds.size(); kind++) {
            if (kinds.size() > 1) {
                out.append(kind == 0 ? "" : "|").append(letter(kind)).append(':');
            }
            Column.writeHeaders(kinds.get(kind), out);
        }
        out.append("}\n");
        for (int row = 0; row < rows.size(); row++) {
            writeRow(row, out);
        }
    }

    private void writeRow(int row, StringBuilder out) {
        int start = out.length();
        if (kinds.size() > 1) {
            out.append(letter(kindOf[row])).append(',');
        }
        for (Column column : kinds.get(kindOf[row])) {
            column.writeCells(rows.get(row).get(column.key()), out);
        }
        if (out.length() > start) {
            out.setLength(out.length() - 1);
        }
        out.append('\n');
    }

    private static char letter(int kind) {
        return (char) ('A' + kind);
    }
}
