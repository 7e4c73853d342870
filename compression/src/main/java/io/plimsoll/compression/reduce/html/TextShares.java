package io.plimsoll.compression.reduce.html;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** How much text each element of a tree holds, and how much of it in links; counted in one pass. Immutable. */
final class TextShares {

    private static final Share NONE = new Share(0, 0, 0);

    private final Map<Node, Share> shares;

    private TextShares(Map<Node, Share> shares) {
        this.shares = shares;
    }

    static TextShares of(Element root) {
        Map<Node, Share> shares = new IdentityHashMap<>();
        root.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode text) {
                    shares.put(node, measured(text.getWholeText()));
                }
            }

            @Override
            public void tail(Node node, int depth) {
                Share own = shares.getOrDefault(node, NONE);
                boolean link =
                        node instanceof Element element && element.normalName().equals("a");
                Share counted = link ? new Share(own.letters(), own.letters(), own.commas()) : own;
                if (node instanceof Element) {
                    shares.put(node, counted);
                }
                Node parent = node.parentNode();
                if (node != root && parent != null) {
                    shares.merge(parent, counted, Share::plus);
                }
            }
        });
        return new TextShares(shares);
    }

    /** The share of {@code element}; nothing for one that was put into the tree later. */
    Share at(Element element) {
        return shares.getOrDefault(element, NONE);
    }

    private static Share measured(String text) {
        int letters = 0;
        int commas = 0;
        boolean space = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank = Character.isWhitespace(c);
            letters += blank && space ? 0 : 1;
            commas += c == ',' || c == '，' || c == '、' || c == '،' ? 1 : 0;
            space = blank;
        }
        return new Share(letters, 0, commas);
    }

    /**
     * The text of an element.
     *
     * @param letters characters, runs of white space counted once
     * @param linked those of them inside links
     * @param commas commas, which sentences have and menus have not
     */
    record Share(int letters, int linked, int commas) {

        Share plus(Share other) {
            return new Share(letters + other.letters, linked + other.linked, commas + other.commas);
        }

        /** The part of the text that stands in links, in [0, 1]. */
        double linkDensity() {
            return letters == 0 ? 0 : (double) linked / letters;
        }
    }
}
