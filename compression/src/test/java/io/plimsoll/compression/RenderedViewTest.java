package io.plimsoll.compression;

import static io.plimsoll.compression.Edits.append;
import static io.plimsoll.compression.Edits.replace;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderedViewTest {

    private static final ChatHistory FOUR =
            ChatHistory.withSystem("S").user("u0").assistant("a1").user("u2").assistant("a3");

    /** The same and one message more, so that no edit of the first four touches the floor. */
    private static final ChatHistory MORE = FOUR.user("u4");

    @Test
    void removesAtTheHead() {
        assertThat(body(MORE, replace(MORE, 0, 2))).isEqualTo(text(with(MORE, 2, 3, 4)));
    }

    @Test
    void removesInTheMiddle() {
        assertThat(body(MORE, replace(MORE, 1, 3))).isEqualTo(text(with(MORE, 0, 3, 4)));
    }

    @Test
    void removesAtTheEnd() {
        RenderedView rendered = unchecked(FOUR, replace(FOUR, 2, 4));

        assertThat(text(rendered.apply(FOUR.body()))).isEqualTo(text(with(FOUR, 0, 1)));
    }

    @Test
    void removesAllBehindASystemMessage() {
        RenderedView rendered = unchecked(FOUR, replace(FOUR, 0, 4));

        assertThat(text(rendered.apply(FOUR.body()))).isEqualTo(text(FOUR.first(0)));
    }

    @Test
    void removesAllWhereNothingStandsBefore() {
        ChatHistory bare = new ChatHistory("", FOUR.messages());
        RenderedView rendered = unchecked(bare, replace(bare, 0, 4));

        assertThat(text(rendered.apply(bare.body()))).isEqualTo(text(bare.first(0)));
    }

    @Test
    void removesNeighboursOneByOne() {
        RenderedView rendered = unchecked(FOUR, replace(FOUR, 1, 2), replace(FOUR, 2, 3), replace(FOUR, 3, 4));

        assertThat(text(rendered.apply(FOUR.body()))).isEqualTo(text(with(FOUR, 0)));
    }

    @Test
    void keepsWhiteSpaceAroundWhatItReplaces() {
        String edited = body(MORE, replace(MORE, 1, 2, "x"), replace(MORE, 2, 3, "y", "z"), replace(MORE, 3, 4));

        assertThat(edited).contains("""
                "u0"} ,
                    {"role":"user","content":"x"} ,
                    {"role":"user","content":"y"},{"role":"user","content":"z"} ,
                    {"role":"user","content":"u4"}
                 ],"x":1e2}""");
    }

    @Test
    void countsElementsAndTheWholePrompt() {
        RenderedView rendered = View.EMPTY
                .withCut(List.of(replace(MORE, 0, 3, "12345678")))
                .withInsert(append(MORE, 4, "1234"))
                .render(MORE.counted());

        assertThat(rendered.elements()).extracting(RenderedElement::tokens).containsExactly(6, 5, 6);
        assertThat(rendered.totalTokens()).isEqualTo(rendered.headTokens() + 17);
    }

    @Test
    void measuresHowMuchOfThePromptStayed() {
        RenderedView before = View.EMPTY.render(MORE.counted());
        ChatHistory longer = MORE.assistant("a5").user("u6");
        RenderedView extended = View.EMPTY.render(longer.counted());
        RenderedView cut =
                View.EMPTY.withCut(List.of(replace(longer, 1, 3, "x"))).render(longer.counted());

        assertThat(extended.prefixStableTokens(before)).isEqualTo(before.totalTokens());
        assertThat(cut.prefixStableTokens(extended)).isEqualTo(before.headTokens() + 5);
        assertThat(cut.prefixStableTokens(cut)).isEqualTo(cut.totalTokens());
    }

    @Test
    void nothingStaysUnderAnotherHead() {
        RenderedView before = View.EMPTY.render(MORE.counted());
        RenderedView other = View.EMPTY.render(new ChatHistory("other", MORE.messages()).counted());

        assertThat(other.prefixStableTokens(before)).isZero();
    }

    @Test
    void anInsertionChangesTheElementItLiesIn() {
        RenderedView plain = View.EMPTY.render(MORE.counted());
        RenderedView inserted = View.EMPTY.withInsert(append(MORE, 4, "x")).render(MORE.counted());

        assertThat(inserted.prefixStableTokens(plain)).isEqualTo(plain.totalTokens() - 5);
    }

    private static String body(ChatHistory history, Edit.Replace... edits) {
        return text(View.EMPTY.withCut(List.of(edits)).render(history.counted()).apply(history.body()));
    }

    /** Rendering alone, for edits that a view would not apply because they hide the floor. */
    private static RenderedView unchecked(ChatHistory history, Edit.Replace... edits) {
        return new Renderer(history.counted(), List.of(edits)).render();
    }

    private static ChatHistory with(ChatHistory history, int... indexes) {
        return new ChatHistory(
                history.system(),
                Arrays.stream(indexes).mapToObj(history.messages()::get).toList());
    }

    private static String text(ChatHistory history) {
        return text(history.body());
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
