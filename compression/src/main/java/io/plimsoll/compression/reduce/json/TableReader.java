package io.plimsoll.compression.reduce.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads JSON with tables in it back into plain JSON. Created per text, not thread-safe. */
final class TableReader {

    private static final Pattern COUNT = Pattern.compile("\\[(\\d{1,9})([^\\]\\n]{0,400})\\](?=[\\[{])");
    private static final int DEPTH = 100;

    private final String text;
    private int at;

    private TableReader(String text) {
        this.text = text;
    }

    /** The value of {@code text}; empty if it is not what {@link CompactJson} writes. */
    static Optional<Json> read(String text) {
        try {
            var reader = new TableReader(text);
            Json value = reader.value(0);
            return reader.at == text.length() ? Optional.of(value) : Optional.empty();
        } catch (NotATable notOne) {
            return Optional.empty();
        }
    }

    private Json value(int depth) {
        if (depth > DEPTH) {
            throw new NotATable();
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> items(depth);
            case '"' -> new Json.Text(string());
            default -> literal();
        };
    }

    private Json object(int depth) {
        List<Json.Member> members = new ArrayList<>();
        expect('{');
        while (!skip('}')) {
            if (!members.isEmpty()) {
                expect(',');
            }
            String key = string();
            expect(':');
            members.add(new Json.Member(key, value(depth + 1)));
        }
        return new Json.Members(members);
    }

    private Json items(int depth) {
        Matcher count = COUNT.matcher(text).region(at, text.length());
        count.useTransparentBounds(true);
        String note = "";
        if (count.lookingAt()) {
            at = count.end();
            note = count.group(2);
            if (peek() == '{') {
                return table(Integer.parseInt(count.group(1)), note, depth);
            }
        }
        List<Json> values = new ArrayList<>();
        expect('[');
        while (!skip(']')) {
            if (!values.isEmpty()) {
                expect(',');
            }
            values.add(value(depth + 1));
        }
        return new Json.Items(values, note);
    }

    private Json table(int rows, String note, int depth) {
        List<List<Column>> kinds = new ArrayList<>();
        expect('{');
        boolean lettered = at + 1 < text.length() && text.charAt(at) == 'A' && text.charAt(at + 1) == ':';
        do {
            at += lettered ? 2 : 0;
            kinds.add(columns());
        } while (skip('|'));
        expect('}');
        expect('\n');
        List<Json> objects = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int kind = 0;
            if (lettered) {
                kind = peek() - 'A';
                at++;
                if (kind < 0 || kind >= kinds.size()) {
                    throw new NotATable();
                }
            }
            var cells = new Cells(lettered, depth);
            Json object = cells.object(kinds.get(kind));
            objects.add(object == null ? new Json.Members(List.of()) : object);
            if (at < text.length()) {
                expect('\n');
            }
        }
        return new Json.Items(objects, note);
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        do {
            String key = peek() == '"' ? string() : upTo(",{}=|");
            if (skip('=')) {
                columns.add(new Column.Constant(key, constant()));
            } else if (skip('{')) {
                columns.add(new Column.Group(key, columns()));
                expect('}');
            } else {
                columns.add(new Column.Leaf(key));
            }
        } while (skip(','));
        return columns;
    }

    private Json constant() {
        char first = peek();
        return first == '"' || first == '[' || first == '{' ? value(0) : Cell.ofBare(upTo(",}|"));
    }

    /** The cells of one row, from left to right. */
    private final class Cells {

        private final int depth;
        private boolean behindOne;

        Cells(boolean behindOne, int depth) {
            this.behindOne = behindOne;
            this.depth = depth;
        }

        /** The object that the next cells make; null if all of them are empty. */
        @Nullable
        Json object(List<Column> columns) {
            List<Json.Member> members = new ArrayList<>();
            for (Column column : columns) {
                Json value = switch (column) {
                    case Column.Constant constant -> constant.value();
                    case Column.Leaf leaf -> cell();
                    case Column.Group group -> object(group.inner());
                };
                if (value != null) {
                    members.add(new Json.Member(column.key(), value));
                }
            }
            return members.isEmpty() ? null : new Json.Members(members);
        }

        private @Nullable Json cell() {
            if (behindOne) {
                expect(',');
            }
            behindOne = true;
            if (at == text.length() || peek() == ',' || peek() == '\n') {
                return null;
            }
            char first = peek();
            return first == '"' || first == '[' || first == '{' ? value(depth + 1) : Cell.ofBare(upTo(",\n"));
        }
    }

    private Json literal() {
        Json value = Cell.ofBare(upTo(",}]\n"));
        if (value instanceof Json.Literal) {
            return value;
        }
        throw new NotATable();
    }

    /** The JSON string that starts here. */
    private String string() {
        int start = at;
        expect('"');
        boolean plain = true;
        while (peek() != '"') {
            plain &= peek() != '\\' && peek() >= ' ';
            at += peek() == '\\' ? 2 : 1;
        }
        at++;
        if (plain) {
            return text.substring(start + 1, at - 1);
        }
        return JsonText.readString(text.substring(start, at)).orElseThrow(NotATable::new);
    }

    /** What stands before the next of {@code ends}; not empty. */
    private String upTo(String ends) {
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw new NotATable();
        }
        return text.substring(start, at);
    }

    private char peek() {
        if (at >= text.length()) {
            throw new NotATable();
        }
        return text.charAt(at);
    }

    private boolean skip(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) {
        if (!skip(c)) {
            throw new NotATable();
        }
    }

    /** Leaves the recursion where the text is not in the notation; caught in {@link #read}. */
    private static final class NotATable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotATable() {
            super("not a table", null, false, false);
        }
    }
}
