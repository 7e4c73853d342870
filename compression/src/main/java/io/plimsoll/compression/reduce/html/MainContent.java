package io.plimsoll.compression.reduce.html;

import io.plimsoll.compression.reduce.html.TextShares.Share;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/*
 * Finds the element that holds a page's main content, by the scores of Readability (arc90, 2009; Mozilla's version of today).
 *
 * Each paragraph gives points to its parent, half of them to its grandparent and less further up: one, one for each comma, and
 * one for each hundred characters up to three. What an element has is reduced by the share of its text that stands in links.
 * The element with most points wins; from it the search goes up while a parent gathers points from several children, and takes
 * neighbours along that score alike or are prose.
 */
final class MainContent {

    private static final Set<String> SCORED =
            Set.of("p", "td", "pre", "section", "h2", "h3", "h4", "h5", "h6", "blockquote", "li");
    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "blockquote",
            "div",
            "dl",
            "figure",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "tbody",
            "td",
            "tr",
            "ul");

    private static final int PARAGRAPH_CHARACTERS = 25;
    private static final int HIGHEST_ANCESTOR = 5;
    private static final int CHARACTERS_A_POINT = 100;
    private static final int POINTS_FOR_LENGTH = 3;
    /** A neighbour that scores this share of the winner belongs to it. */
    private static final double ALIKE = .2;
    /** Prose has next to no links. */
    private static final double PROSE_LINKS = .25;

    private static final int PROSE_CHARACTERS = 80;

    private final Map<Element, Double> points = new IdentityHashMap<>();
    private final TextShares shares;

    private MainContent(TextShares shares) {
        this.shares = shares;
    }

    /** The main content of {@code body} in an element of its own; {@code body} loses it. */
    static Element of(Element body) {
        var content = new MainContent(TextShares.of(body));
        body.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof Element element && node != body && isParagraph(element)) {
                    content.score(element, body);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                // scored on the way in
            }
        });
        Element winner = content.winner(body);
        Element gathered = winner == body ? body : content.withNeighbours(winner);
        Tidying.tidy(gathered);
        return gathered;
    }

    /** Text stands in paragraphs, and in boxes that hold no other block. */
    private static boolean isParagraph(Element element) {
        if (SCORED.contains(element.normalName())) {
            return true;
        }
        return element.normalName().equals("div")
                && element.children().stream().noneMatch(child -> BLOCKS.contains(child.normalName()));
    }

    private void score(Element paragraph, Element body) {
        Share share = shares.at(paragraph);
        if (share.letters() < PARAGRAPH_CHARACTERS) {
            return;
        }
        double gained = 2 + share.commas() + Math.min(share.letters() / CHARACTERS_A_POINT, POINTS_FOR_LENGTH);
        Element ancestor = paragraph.parent();
        for (int level = 0; level < HIGHEST_ANCESTOR && ancestor != null; level++) {
            double divider = level == 0 ? 1 : level == 1 ? 2 : level * 3;
            points.merge(ancestor, pointsOfItself(ancestor) + gained / divider, (had, more) -> had + gained / divider);
            if (ancestor == body) {
                return;
            }
            ancestor = ancestor.parent();
        }
    }

    private static double pointsOfItself(Element element) {
        double own = switch (element.normalName()) {
            case "article", "main" -> 10;
            case "div" -> 5;
            case "pre", "td", "blockquote" -> 3;
            case "ol", "ul", "dl", "li", "address" -> -3;
            case "h1", "h2", "h3", "h4", "h5", "h6", "th" -> -5;
            default -> 0;
        };
        return own + ContentNames.points(element);
    }

    private double pointsOf(Element element) {
        return points.getOrDefault(element, 0.0) * (1 - shares.at(element).linkDensity());
    }

    private Element winner(Element body) {
        List<Element> best = points.keySet().stream()
                .sorted(Comparator.comparingDouble(this::pointsOf).reversed())
                .limit(HIGHEST_ANCESTOR)
                .toList();
        if (best.isEmpty()) {
            return body;
        }
        Element winner = commonAncestor(best, body);
        return withParents(winner, body);
    }

    /** Where several good candidates stand in one element, the text is split into boxes, and that element holds it. */
    private Element commonAncestor(List<Element> best, Element body) {
        Element top = best.getFirst();
        List<Element> rivals = best.stream()
                .skip(1)
                .filter(rival -> pointsOf(rival) >= .75 * pointsOf(top))
                .toList();
        for (Element up = top.parent(); up != null && up != body; up = up.parent()) {
            Element ancestor = up;
            if (rivals.stream().filter(rival -> isInside(rival, ancestor)).count() >= 3) {
                return ancestor;
            }
        }
        return top;
    }

    private static boolean isInside(Element element, Element ancestor) {
        for (Element up = element.parent(); up != null; up = up.parent()) {
            if (up == ancestor) {
                return true;
            }
        }
        return false;
    }

    private Element withParents(Element found, Element body) {
        Element winner = found;
        double last = pointsOf(winner);
        double least = last / 3;
        for (Element up = winner.parent(); up != null && up != body; up = up.parent()) {
            double now = points.containsKey(up) ? pointsOf(up) : last;
            if (now < least) {
                break;
            }
            if (now > last) {
                winner = up;
                break;
            }
            last = now;
        }
        while (winner != body
                && winner.parent() != null
                && winner.parent() != body
                && winner.parent().childrenSize() == 1) {
            winner = winner.parent();
        }
        return winner;
    }

    private Element withNeighbours(Element winner) {
        Element parent = winner.parent();
        if (parent == null) {
            return winner;
        }
        double enough = Math.max(10, ALIKE * pointsOf(winner));
        Set<Element> kept = new HashSet<>();
        for (Element neighbour : parent.children()) {
            if (neighbour == winner || belongs(neighbour, winner, enough)) {
                kept.add(neighbour);
            }
        }
        Element gathered = new Element("div");
        List.copyOf(parent.children()).stream().filter(kept::contains).forEach(gathered::appendChild);
        return gathered;
    }

    private boolean belongs(Element neighbour, Element winner, double enough) {
        String name = winner.className();
        double bonus = !name.isEmpty() && name.equals(neighbour.className()) ? ALIKE * pointsOf(winner) : 0;
        if (points.containsKey(neighbour) && pointsOf(neighbour) + bonus >= enough) {
            return true;
        }
        Share share = shares.at(neighbour);
        return neighbour.normalName().equals("p") && isProse(neighbour, share);
    }

    private static boolean isProse(@Nullable Element paragraph, Share share) {
        if (paragraph == null) {
            return false;
        }
        if (share.letters() > PROSE_CHARACTERS) {
            return share.linkDensity() < PROSE_LINKS;
        }
        return share.letters() > 0 && share.linked() == 0 && paragraph.text().contains(". ");
    }
}
