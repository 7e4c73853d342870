package io.plimsoll.compression.reduce.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class HtmlToTextTest extends ReducerContract {

    private static final String SENTENCE =
            "A hull may be loaded down to the line, which is painted on its side, and no further, whatever is paid. ";

    private static final String ARTICLE = """
            <!DOCTYPE html>
            <html><head><title>Load lines | The Harbour</title><style>p { color: red }</style>
            <script>var tracking = "<p>no text</p>";</script></head>
            <body>
            <nav><ul><li><a href="/">Home</a></li><li><a href="/ships">Ships</a></li></ul></nav>
            <div class="sidebar"><p>Subscribe, it is free, to our weekly letter.</p></div>
            <div id="story" class="article-body">
            <h1>Load lines</h1>
            <p>%s</p><p>See <a href="/law">the law</a> for more. %s</p>
            <ol><li>Summer, in salt water</li><li>Winter, in salt water<ul><li>North Atlantic, the lowest</li></ul></li></ol>
            <table><tr><th>mark</th><th>season</th></tr><tr><td>S</td><td>summer</td></tr></table>
            <pre>if (draft &gt; line) {
              refuse();
            }</pre>
            <p>%s</p>
            <div class="share-tools"><a href="#">Share</a> <a href="#">Tweet</a></div>
            </div>
            <footer><p>All rights reserved, 2026, by nobody in particular.</p></footer>
            </body></html>""".formatted(SENTENCE.repeat(3), SENTENCE, SENTENCE.repeat(2));

    @Override
    protected Reducer reducer() {
        return new HtmlToText();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(reading(ARTICLE), reading("<html><body><p>Moved to <a href=\"/b\">here</a>.</p></body></html>"));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        Arbitrary<String> text = Arbitraries.of(
                SENTENCE, "short", SENTENCE.repeat(4), "a &lt;b&gt; &amp; c", "&lt;html>", "  \n ", "12,5");
        Arbitrary<String> tag = Arbitraries.of(
                "p", "div", "li", "ul", "ol", "table", "tr", "td", "pre", "h1", "a", "nav", "span", "section", "form");
        Arbitrary<String> piece = Combinators.combine(
                        tag,
                        text,
                        Arbitraries.of("", " class=\"content\"", " class=\"sidebar\"", " hidden"),
                        Arbitraries.of(true, true, true, false))
                .as((name, words, attributes, closed) ->
                        "<" + name + attributes + ">" + words + (closed ? "</" + name + ">" : ""));
        return piece.list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .map(pieces -> reading("<html><body>" + String.join("", pieces) + "</body></html>"));
    }

    /** Nothing that the page did not say, and in its order. */
    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        String title = Jsoup.parse(reading.text().result()).title();
        String page = title + Jsoup.parse(reading.text().result()).wholeText();
        int at = 0;
        for (int letter : reduced.chars().filter(Character::isLetter).toArray()) {
            at = page.indexOf(letter, at) + 1;
            assertThat(at).as(reduced).isPositive();
        }
    }

    @Test
    void writesTheMainContentAsMarkdown() {
        assertThat(reducer().reduce(reading(ARTICLE), target(0))).contains("""
                # Load lines

                %s

                See the law for more. %s

                1. Summer, in salt water
                2. Winter, in salt water
                  - North Atlantic, the lowest

                mark | season
                S | summer

                ```
                if (draft > line) {
                  refuse();
                }
                ```

                %s""".formatted(
                SENTENCE.repeat(3).strip(), SENTENCE.strip(), SENTENCE.repeat(2).strip()));
    }

    @Test
    void putsTheTitleAboveATextWithoutAHeading() {
        String page = "<html><head><title>A page</title></head><body><p>" + SENTENCE.repeat(4) + "</p></body></html>";

        assertThat(reducer().reduce(reading(page), target(0)))
                .contains("# A page\n\n" + SENTENCE.repeat(4).strip());
    }

    @Test
    void keepsAllTextOfAPageWithoutMainContent() {
        String links =
                "<html><body><nav><a href=\"/a\">One</a> <a href=\"/b\">Two</a></nav><form><label>Name</label></form>"
                        + "<script>run()</script></body></html>";

        assertThat(reducer().reduce(reading(links), target(0))).contains("One Two\n\nName");
    }

    @Test
    void leavesAloneWhatIsNoPage() {
        assertThat(reducer().reduce(reading("List<String> html = List.of(\"<html>\");"), target(0)))
                .isEmpty();
        assertThat(reducer().reduce(reading("# A text\n\n<html> is the root of a page"), target(0)))
                .isEmpty();
    }
}
