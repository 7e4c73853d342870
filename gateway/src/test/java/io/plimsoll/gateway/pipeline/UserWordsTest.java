package io.plimsoll.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptCounters;
import io.plimsoll.compression.Conversation;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.MessagesSurface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UserWordsTest {

    private static final PromptCounter COUNTER = PromptCounters.load("cl100k_base", Path.of(""));
    private static final String LONG = "begins here " + "🙂 größer ".repeat(400) + "and ends there";

    private final MessagesSurface surface = new MessagesSurface();

    @Test
    void whatFitsIsThereWordForWordInItsOldOrder() throws MalformedRequestException {
        assertThat(words(1_000, user("First."), assistant("No."), user("Second \\\"one\\\".")))
                .isEqualTo("In the user's own words:\n<user>\nFirst.\n</user>\n" + "<user>\nSecond \"one\".\n</user>");
    }

    @Test
    void whatStandsBesideResultsCountsWhereItIsTheUsersOwn() throws MalformedRequestException {
        String result = "{\"type\":\"tool_result\",\"tool_use_id\":\"c\",\"content\":\"found\"}";
        assertThat(words(
                        1_000,
                        user("First."),
                        "{\"role\":\"user\",\"content\":[" + result + ",{\"type\":\"text\",\"text\":\"Stop.\"}]}",
                        "{\"role\":\"user\",\"content\":[" + result
                                + ",{\"type\":\"text\",\"text\":\"<system-reminder>x</system-reminder>\"}]}"))
                .contains("<user>\nStop.\n</user>")
                .doesNotContain("found", "reminder");
    }

    @Test
    void theNewestCountMostAndWhatDoesNotFitKeepsBothItsEnds() throws MalformedRequestException {
        String words = words(300, user("Very old."), user(LONG), user("Newest."));

        assertThat(words)
                .doesNotContain("Very old.")
                .contains("<user>\nbegins here ", "[… left out …]", "and ends there\n</user>")
                .endsWith("<user>\nNewest.\n</user>");
        assertThat(COUNTER.text(words)).isBetween(250, 380);
        assertThat(words.codePoints().filter(point -> point >= 0xd800 && point <= 0xdfff))
                .as("halves of characters")
                .isEmpty();
    }

    @Test
    void aUserWhoSaidNothingHasNoWords() throws MalformedRequestException {
        assertThat(words(1_000, assistant("Hello."))).isEmpty();
    }

    @Test
    void whatIsQuotedAboveIsNotSaidAgainUnlessItIsTheNewest() throws MalformedRequestException {
        String[] messages = {user("First."), assistant("No."), user("Second."), user("Third.")};

        String words = UserWords.in(
                conversation(messages), COUNTER, 1_000, "<user>\nFirst.\n</user>\n<user>\nThird.\n</user>\n");

        assertThat(words).isEqualTo("In the user's own words:\n<user>\nSecond.\n</user>\n<user>\nThird.\n</user>");
    }

    private String words(int tokens, String... messages) throws MalformedRequestException {
        return UserWords.in(conversation(messages), COUNTER, tokens, "");
    }

    private Conversation conversation(String... messages) throws MalformedRequestException {
        byte[] body = ("{\"model\":\"m\",\"messages\":[" + String.join(",", messages) + "]}")
                .getBytes(StandardCharsets.UTF_8);
        return Objects.requireNonNull(surface.read(body, "t").history()).conversation();
    }

    private static String user(String text) {
        return "{\"role\":\"user\",\"content\":\"" + text + "\"}";
    }

    private static String assistant(String text) {
        return "{\"role\":\"assistant\",\"content\":\"" + text + "\"}";
    }
}
