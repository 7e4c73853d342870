package io.plimsoll.compression.reduce.html;

import io.plimsoll.compression.reduce.html.TextShares.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;

/** Takes out of a main content what stands in it and is none: lists of links, boxes without sentences, empty elements. */
final class Tidying {

    private static final Set<String> DOUBTFUL = Set.of("div", "section", "ul", "ol", "dl", "table", "header", "figure");
    /** Text with more commas is prose. */
    private static final int COMMAS = 10;

    private static final int SHORT_CHARACTERS = 25;
    /** More than half in links: a menu or a list of other pages. */
    private static final double MOSTLY_LINKS = .5;
    /** In a box whose names promise nothing, fewer links are enough. */
    private static final double MANY_LINKS = .2;

    private Tidying() {}

    static void tidy(Element content) {
        TextShares shares = TextShares.of(content);
        List<Element> unwanted = new ArrayList<>();
        content.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof Element element && node != content && isUnwanted(element, shares.at(element))) {
                    unwanted.add(element);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                // judged on the way in
            }
        });
        unwanted.forEach(Node::remove);
    }

    private static boolean isUnwanted(Element element, Share share) {
        if (!DOUBTFUL.contains(element.normalName())) {
            return false;
        }
        int points = ContentNames.points(element);
        if (points < 0) {
            return true;
        }
        if (share.commas() >= COMMAS) {
            return false;
        }
        boolean fewWords =
                share.letters() < SHORT_CHARACTERS && !element.normalName().equals("table");
        return share.linkDensity() > MOSTLY_LINKS
                || (points == 0 && share.linkDensity() > MANY_LINKS && share.commas() == 0)
                || (fewWords && share.linked() > 0);
    }
}
