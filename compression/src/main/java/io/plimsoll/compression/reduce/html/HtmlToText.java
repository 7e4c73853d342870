package io.plimsoll.compression.reduce.html;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Turns a web page into the text that a reader comes for, as Markdown. What it leaves out is markup, navigation, forms, hidden
 * parts and what stands beside the main content; a page of which no main content can be told keeps all of its text.
 */
public final class HtmlToText implements Reducer {

    /** A main content below this is none: the page is a list, a form or a script's shell. */
    private static final int LEAST_CHARACTERS = 250;
    /** How far into a text its markup must have begun. */
    private static final int START = 1_000;

    private static final Pattern PAGE = Pattern.compile(
            "^\\s*(?:<\\?xml[^>]{0,200}>\\s*)?(?:<!--.{0,400}?-->\\s*)?<(?:!doctype\\s+html|html|head|body)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** Parts of pages, as tools return them, begin with one of the elements that text stands in. */
    private static final Pattern FRAGMENT = Pattern.compile(
            "^\\s*<(?:main|article|section|div|header|nav|table|ul|ol|p|h[1-6])\\b[^>]{0,400}>",
            Pattern.CASE_INSENSITIVE);

    @Override
    public Reduction rung() {
        return Reduction.STRUCTURE;
    }

    @Override
    public boolean isLossless() {
        return false;
    }

    @Override
    public Optional<String> reduce(Reading reading, Target target) {
        String page = reading.text().result();
        if (!looksLike(page)) {
            return Optional.empty();
        }
        int tokens = target.counter().applyAsInt(page);
        if (tokens <= target.tokens()) {
            return Optional.empty();
        }
        String text = text(page);
        boolean shorter = !text.isBlank() && target.counter().applyAsInt(text) < tokens;
        return shorter && !looksLike(text) ? Optional.of(text) : Optional.empty();
    }

    /** Whether {@code text} is a web page, or a part of one. */
    public static boolean looksLike(String text) {
        String start = text.substring(0, Math.min(text.length(), START));
        return PAGE.matcher(start).find()
                || (FRAGMENT.matcher(start).find()
                        && text.stripTrailing().toLowerCase(Locale.ROOT).endsWith(">"));
    }

    private static String text(String page) {
        Document document = Jsoup.parse(page);
        String title = document.title();
        Boilerplate.drop(document.body());
        String main = Markdown.of(MainContent.of(document.body()));
        if (main.length() < LEAST_CHARACTERS) {
            main = Markdown.of(whole(page));
        }
        return title.isBlank() || hasHeading(main, title) ? main : "# " + title + "\n\n" + main;
    }

    /** A page's title is its first heading and the site's name, in most cases. */
    private static boolean hasHeading(String text, String title) {
        int start = text.startsWith("# ") ? 0 : text.indexOf("\n# ") + 1;
        int end = text.indexOf('\n', start);
        return text.startsWith("# ", start) && title.contains(text.substring(start + 2, end < 0 ? text.length() : end));
    }

    private static Element whole(String page) {
        Element body = Jsoup.parse(page).body();
        Boilerplate.dropUnseen(body);
        return body;
    }
}
