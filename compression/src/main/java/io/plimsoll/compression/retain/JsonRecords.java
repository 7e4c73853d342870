package io.plimsoll.compression.retain;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that was written without line ends, taken apart where its records end and never inside one that is short. Neighbours
 * stand together as far as a piece goes, and pieces overlap, as what stands beside a value tells what it is.
 */
final class JsonRecords {

    /** The tree of a larger text would cost more than its records are worth. */
    private static final int MOST_TEXT = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String text;
    private final List<Piece> pieces = new ArrayList<>();

    /**
     * An element of an array, or a member of an object with its key.
     *
     * @param end behind it, before the separator
     * @param name its key, or its number in brackets
     * @param parts its own elements or members
     */
    private record Node(int start, int end, String name, List<Node> parts) {

        private Node endingAt(int newEnd) {
            return new Node(start, newEnd, name, parts);
        }
    }

    private JsonRecords(String text) {
        this.text = text;
    }

    /**
     * The records of {@code text}, a value too long for a piece of its own as it is.
     *
     * @return empty for what is no JSON
     */
    static List<Piece> of(String text) {
        boolean maybe = text.length() <= MOST_TEXT && (text.startsWith("{") || text.startsWith("["));
        if (!maybe) {
            return List.of();
        }
        var records = new JsonRecords(text);
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            records.add("", records.parts(parser));
        } catch (JacksonException notJson) {
            return List.of();
        }
        return records.pieces;
    }

    /** The parts of the container whose start was read last. Nesting is bounded by the parser. */
    private List<Node> parts(JsonParser parser) {
        boolean isArray = parser.currentToken() == JsonToken.START_ARRAY;
        List<Node> parts = new ArrayList<>();
        while (true) {
            JsonToken token = parser.nextToken();
            // A parser is exact about where tokens start, so a part ends where the next one does, less the separator.
            int start = (int) parser.currentTokenLocation().getCharOffset();
            if (!parts.isEmpty()) {
                parts.addLast(parts.removeLast().endingAt(withoutSeparator(start)));
            }
            if (token.isStructEnd()) {
                return parts;
            }
            String name = isArray ? "[" + parts.size() + "]" : parser.currentName();
            if (!isArray) {
                parser.nextToken();
            }
            List<Node> inside = parser.currentToken().isStructStart() ? parts(parser) : List.of();
            parts.add(new Node(start, start, name, inside));
        }
    }

    private int withoutSeparator(int before) {
        int end = before;
        while (end > 0 && (text.charAt(end - 1) == ',' || Character.isWhitespace(text.charAt(end - 1)))) {
            end--;
        }
        return end;
    }

    private void add(String within, List<Node> parts) {
        int from = 0;
        while (from < parts.size()) {
            Node first = parts.get(from);
            int to = behindLast(parts, from);
            if (to > from) {
                add(within, first.start(), parts.get(to - 1).end());
                from = next(parts, from, to);
            } else {
                if (first.parts().isEmpty()) {
                    add(within, first.start(), first.end());
                } else {
                    add(path(within, first.name()), first.parts());
                }
                from++;
            }
        }
    }

    private void add(String within, int start, int end) {
        pieces.add(new Piece(within, text.substring(start, end)));
    }

    /** Behind the last of the parts that make one piece with that at {@code from}; {@code from} if it is too long by itself. */
    private static int behindLast(List<Node> parts, int from) {
        int to = from;
        while (to < parts.size() && parts.get(to).end() - parts.get(from).start() <= Pieces.MOST_CHARACTERS) {
            to++;
        }
        return to;
    }

    /** Where the next piece begins: inside this one, unless there is nothing left that could join what it has. */
    private static int next(List<Node> parts, int from, int to) {
        if (to == parts.size() || behindLast(parts, to) == to) {
            return to;
        }
        int next = from + 1;
        while (next < to && parts.get(next).start() < parts.get(from).start() + Pieces.STEP) {
            next++;
        }
        return next;
    }

    private static String path(String within, String name) {
        boolean joint = !within.isEmpty() && !name.startsWith("[");
        return within + (joint ? "." : "") + name;
    }
}
