package io.plimsoll.compression.reduce.html;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;

/** What a page holds beside its content, told by elements, roles and the names that sites give to such parts. */
final class Boilerplate {

    /** Elements without text for a reader. */
    private static final Set<String> UNSEEN = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "svg",
            "math",
            "iframe",
            "object",
            "embed",
            "canvas",
            "audio",
            "video",
            "map",
            "link",
            "meta",
            "head",
            "select",
            "button",
            "input",
            "textarea",
            "datalist",
            "dialog");

    private static final Set<String> BESIDE = Set.of("nav", "footer", "aside", "form", "menu");

    private static final Set<String> ROLES = Set.of(
            "menu",
            "menubar",
            "complementary",
            "navigation",
            "alert",
            "alertdialog",
            "dialog",
            "search",
            "contentinfo");

    private static final Pattern HIDDEN = Pattern.compile("display\\s*:\\s*none|visibility\\s*:\\s*hidden");

    /** Names of classes and ids as in Readability of Mozilla and its ports, the words that were found to decide most. */
    private static final Pattern BESIDE_NAMES = Pattern.compile(
            "-ad-|ai2html|banner|breadcrumb|combx|comment|community|cookie|cover-wrap|disqus|extra|footer|gdpr|header"
                    + "|legends|menu|newsletter|outbrain|pager|pagination|paywall|popup|promo|related|remark|replies|rss"
                    + "|share|shoutbox|sidebar|skyscraper|social|sponsor|subscribe|supplemental|taboola|tags"
                    + "|toolbar|yom-remote",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CONTENT_NAMES =
            Pattern.compile("and|article|body|column|content|main|shadow|story|entry|post", Pattern.CASE_INSENSITIVE);

    /** An element that holds most of the page's text is no boilerplate, whatever it is called. */
    private static final double MOST = .5;

    private Boilerplate() {}

    /** Takes out of {@code body} what nobody sees. */
    static void dropUnseen(Element body) {
        remove(body, element -> UNSEEN.contains(element.normalName()) || isHidden(element));
    }

    /** Takes out of {@code body} what nobody sees and what stands beside the content. */
    static void drop(Element body) {
        dropUnseen(body);
        TextShares shares = TextShares.of(body);
        int most = (int) (MOST * shares.at(body).letters());
        remove(body, element -> isBeside(element) && shares.at(element).letters() <= most);
    }

    private static boolean isBeside(Element element) {
        if (BESIDE.contains(element.normalName()) || ROLES.contains(element.attr("role"))) {
            return true;
        }
        if (element.normalName().equals("a") || element.normalName().equals("body")) {
            return false;
        }
        String names = element.className() + " " + element.id();
        return names.length() > 1
                && BESIDE_NAMES.matcher(names).find()
                && !CONTENT_NAMES.matcher(names).find();
    }

    private static boolean isHidden(Element element) {
        return element.hasAttr("hidden")
                || element.attr("aria-hidden").equals("true")
                || HIDDEN.matcher(element.attr("style")).find();
    }

    private static void remove(Element body, java.util.function.Predicate<Element> unwanted) {
        List<Node> found = new ArrayList<>();
        Set<Node> inside = new HashSet<>();
        body.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                boolean drop = node instanceof Comment
                        || (node instanceof Element element && node != body && unwanted.test(element));
                if (drop && inside.isEmpty()) {
                    found.add(node);
                }
                if (drop) {
                    inside.add(node);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                inside.remove(node);
            }
        });
        found.forEach(Node::remove);
    }
}
