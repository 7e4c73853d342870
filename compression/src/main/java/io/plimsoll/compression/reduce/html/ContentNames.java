package io.plimsoll.compression.reduce.html;

import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** What the class and the id that a site gave to an element say about it; the words are those of Readability. */
final class ContentNames {

    private static final Pattern GOOD = Pattern.compile(
            "article|blog|body|content|entry|hentry|h-entry|main|page|post|story|text", Pattern.CASE_INSENSITIVE);
    private static final Pattern BAD = Pattern.compile(
            "-ad-|hidden|banner|combx|comment|com-|contact|footer|gdpr|masthead|media|meta|outbrain|promo|related|scroll"
                    + "|share|shoutbox|sidebar|skyscraper|sponsor|shopping|tags|widget",
            Pattern.CASE_INSENSITIVE);
    private static final int POINTS = 25;

    private ContentNames() {}

    /** Above 0 for content, below for what stands beside it, 0 where the names say nothing. */
    static int points(Element element) {
        return points(element.className()) + points(element.id());
    }

    private static int points(String name) {
        if (name.isEmpty()) {
            return 0;
        }
        return (GOOD.matcher(name).find() ? POINTS : 0) - (BAD.matcher(name).find() ? POINTS : 0);
    }
}
