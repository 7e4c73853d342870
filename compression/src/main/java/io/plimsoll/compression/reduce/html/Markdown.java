package io.plimsoll.compression.reduce.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Writes a tree as Markdown: headings, lists, table rows, code; all other elements only as the breaks around them. */
final class Markdown implements NodeVisitor {

    private static final Set<String> PARAGRAPHS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "center",
            "details",
            "div",
            "dl",
            "fieldset",
            "figure",
            "footer",
            "form",
            "header",
            "hgroup",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "ul");
    private static final Set<String> LINES = Set.of("br", "caption", "dd", "dt", "figcaption", "hr", "legend", "tr");

    /** Entries of lists that lie deeper are not set in any further. */
    private static final int DEEPEST = 8;

    private final StringBuilder out = new StringBuilder();
    /** Of each list around the place: the number of its next entry, below 0 in a list without numbers. */
    private final Deque<Integer> lists = new ArrayDeque<>();

    /** The mark of a heading or an entry that has had no words yet: without any it is not written. */
    private String pending = "";

    private int newlines = 2;
    private boolean space;
    private int verbatim;

    private Markdown() {}

    /** The text of {@code root}; empty if it has none. */
    static String of(Element root) {
        var writer = new Markdown();
        root.traverse(writer);
        return writer.out.toString().strip();
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode text) {
            if (verbatim > 0) {
                verbatim(text.getWholeText());
            } else {
                words(text.getWholeText());
            }
        } else if (node instanceof Element element) {
            open(element.normalName());
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            close(element.normalName());
        }
    }

    private void open(String name) {
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                breakTo(2);
                pending = "#".repeat(name.charAt(1) - '0') + " ";
            }
            case "ul", "ol" -> {
                breakTo(lists.isEmpty() ? 2 : 1);
                lists.push(name.equals("ol") ? 1 : -1);
            }
            case "li" -> {
                breakTo(1);
                pending = "  ".repeat(Math.clamp(lists.size() - 1L, 0, DEEPEST)) + bullet();
            }
            case "td", "th" -> cell();
            case "pre" -> {
                breakTo(2);
                fence();
                breakTo(1);
                verbatim++;
            }
            default -> breakAround(name);
        }
    }

    private void close(String name) {
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                pending = "";
                breakTo(2);
            }
            case "ul", "ol" -> {
                lists.poll();
                breakTo(lists.isEmpty() ? 2 : 1);
            }
            case "li" -> {
                pending = "";
                breakTo(1);
            }
            case "td", "th" -> space = true;
            case "pre" -> {
                verbatim--;
                breakTo(1);
                fence();
                breakTo(2);
            }
            default -> breakAround(name);
        }
    }

    private void breakAround(String name) {
        if (PARAGRAPHS.contains(name)) {
            breakTo(lists.isEmpty() ? 2 : 1);
        } else if (LINES.contains(name)) {
            breakTo(1);
        }
    }

    private String bullet() {
        Integer number = lists.peek();
        if (number == null || number < 0) {
            return "- ";
        }
        lists.pop();
        lists.push(number + 1);
        return number + ". ";
    }

    /** Cells of a row are parted by bars; the first one needs none. */
    private void cell() {
        if (newlines == 0) {
            out.append(" | ");
            space = false;
        }
    }

    private void words(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = true;
                continue;
            }
            if (space && newlines == 0 && !endsWithSpace()) {
                out.append(' ');
            }
            out.append(pending).append(c);
            pending = "";
            space = false;
            newlines = 0;
        }
    }

    private void verbatim(String text) {
        out.append(text);
        newlines = text.endsWith("\n") ? 1 : text.isEmpty() ? newlines : 0;
        space = false;
    }

    private void fence() {
        out.append(pending).append("```");
        pending = "";
        newlines = 0;
        space = false;
    }

    private boolean endsWithSpace() {
        return !out.isEmpty() && out.charAt(out.length() - 1) == ' ';
    }

    /** Ends the line, and with 2 leaves an empty one behind it, unless that is done already. */
    private void breakTo(int lines) {
        space = false;
        if (verbatim > 0 || out.isEmpty()) {
            return;
        }
        if (newlines == 0) {
            while (endsWithSpace()) {
                out.setLength(out.length() - 1);
            }
        }
        while (newlines < lines) {
            out.append('\n');
            newlines++;
        }
    }
}
