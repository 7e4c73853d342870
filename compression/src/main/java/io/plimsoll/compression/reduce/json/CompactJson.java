package io.plimsoll.compression.reduce.json;

import java.util.Optional;

/** Writes JSON without white space, and arrays of like objects as tables where that is shorter. */
final class CompactJson {

    /** A table has to be this much shorter than the array to be worth a notation that is not JSON. */
    private static final double WORTHWHILE = .85;

    private CompactJson() {}

    /** The text of {@code value}; may end with the line end of a table's last row. */
    static String of(Json value) {
        return switch (value) {
            case Json.Literal literal -> literal.spelling();
            case Json.Text text -> text.minified();
            case Json.Members object -> of(object);
            case Json.Items items -> of(items);
        };
    }

    private static String of(Json.Members object) {
        var out = new StringBuilder("{");
        String separator = "";
        for (Json.Member member : object.members()) {
            out.append(separator);
            Json.quote(member.key(), out);
            out.append(':').append(of(member.value()));
            separator = ",";
        }
        return out.append('}').toString();
    }

    private static String of(Json.Items items) {
        String list = list(items);
        Optional<Table> table = Table.of(items);
        if (table.isEmpty()) {
            return list;
        }
        var out = new StringBuilder();
        table.get().write(out);
        boolean worthwhile = out.length() <= WORTHWHILE * items.minified().length() && out.length() < list.length();
        return worthwhile ? out.toString() : list;
    }

    private static String list(Json.Items items) {
        var out = new StringBuilder();
        if (!items.note().isEmpty()) {
            out.append('[').append(items.values().size()).append(items.note()).append(']');
        }
        out.append('[');
        String separator = "";
        for (Json value : items.values()) {
            out.append(separator).append(of(value));
            separator = ",";
        }
        return out.append(']').toString();
    }
}
