package io.plimsoll.bench.reduce;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown. Not thread-safe. */
final class Table {

    private static final double PERCENT = 100;

    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row with a cell for each column. */
    Table row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("table of '" + columns.getFirst() + "': " + cells.length
                    + " cells (expected: " + columns.size() + ")");
        }
        rows.add(List.of(cells));
        return this;
    }

    void print(PrintWriter out) {
        out.println("| " + String.join(" | ", columns) + " |");
        out.println("|" + "---|".repeat(columns.size()));
        rows.forEach(row -> out.println("| " + String.join(" | ", row) + " |"));
    }

    /** {@code part} of {@code whole} in percent; a dash where there is no whole. */
    static String percent(double part, double whole) {
        return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f", PERCENT * part / whole);
    }
}
