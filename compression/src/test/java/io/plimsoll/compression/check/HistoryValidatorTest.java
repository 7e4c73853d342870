package io.plimsoll.compression.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.ChatHistory;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.Edits;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.RenderedElement;
import io.plimsoll.compression.SegmentKind;
import io.plimsoll.compression.View;
import io.plimsoll.compression.check.Violation.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryValidatorTest {

    /** 0 user, 1 calls 1 and 2, 2–3 results, 4 assistant, 5 user, 6 call 3, 7 result, 8 call 4, 9 result. */
    private static final ChatHistory HISTORY = ChatHistory.withSystem("S")
            .user("u0")
            .calls("read", "{}", "1", "2")
            .result("1", "r1")
            .result("2", "r2")
            .assistant("a4")
            .user("u5")
            .step("3", "read", "{}", "r3")
            .step("4", "read", "{}", "r4");

    private final HistoryValidator validator = new HistoryValidator();

    @Test
    void acceptsTheClientsOwnHistory() {
        assertThat(check(HISTORY, kept(0, 10))).isEmpty();
    }

    @Test
    void acceptsABlockInThePlaceOfWholeAtoms() {
        assertThat(check(HISTORY, join(block(0, 5, PromptRole.USER, PromptRole.ASSISTANT), kept(5, 10))))
                .isEmpty();
    }

    @Test
    void reportsAResultWhoseCallIsGone() {
        assertThat(check(HISTORY, join(block(0, 2, PromptRole.USER), kept(2, 10))))
                .containsExactly(
                        new Violation(Rule.RESULT_WITHOUT_CALL, 1), new Violation(Rule.RESULT_WITHOUT_CALL, 2));
    }

    @Test
    void reportsACallWhoseResultIsGone() {
        assertThat(check(HISTORY, join(kept(0, 3), kept(4, 10))))
                .containsExactly(new Violation(Rule.CALL_WITHOUT_RESULT, 1));
    }

    @Test
    void reportsABlockBetweenACallAndItsResult() {
        assertThat(check(HISTORY, join(kept(0, 2), block(2, 3, PromptRole.USER), kept(3, 10))))
                .extracting(Violation::rule)
                .containsExactlyInAnyOrder(Rule.RESULT_NOT_BEHIND_CALL, Rule.CALL_WITHOUT_RESULT);
    }

    @Test
    void reportsUsersInARow() {
        assertThat(check(HISTORY, join(block(0, 5, PromptRole.USER), kept(5, 10))))
                .containsExactly(new Violation(Rule.USERS_IN_A_ROW, 1));
    }

    @Test
    void reportsAssistantsInARow() {
        assertThat(check(HISTORY, join(kept(0, 5), kept(5, 6), block(6, 8, PromptRole.ASSISTANT), kept(8, 10))))
                .containsExactly(new Violation(Rule.ASSISTANTS_IN_A_ROW, 7));
    }

    @Test
    void reportsAnAssistantThatSpeaksFirst() {
        assertThat(check(HISTORY, kept(1, 10))).containsExactly(new Violation(Rule.ASSISTANT_FIRST, 0));
    }

    @Test
    void reportsTheLastUserMessageMissing() {
        assertThat(check(HISTORY, join(kept(0, 4), block(4, 6, PromptRole.USER), kept(6, 10))))
                .containsExactly(new Violation(Rule.LAST_USER_MISSING, 5));
    }

    @Test
    void reportsTheLastAtomMissingAndAnotherRoleLast() {
        assertThat(check(HISTORY, join(kept(0, 8), block(8, 10, PromptRole.USER))))
                .containsExactlyInAnyOrder(
                        new Violation(Rule.LAST_ROLE_CHANGED, 8),
                        new Violation(Rule.LAST_ATOM_MISSING, 8),
                        new Violation(Rule.LAST_ATOM_MISSING, 9));
    }

    @Test
    void reportsANewestResultMissingIfItWasAskedFor() {
        List<RenderedElement> rendered =
                join(kept(0, 6), block(6, 8, PromptRole.ASSISTANT, PromptRole.USER), kept(8, 10));

        assertThat(check(HISTORY, rendered)).isEmpty();
        assertThat(validator.check(HISTORY.conversation(), rendered, 2))
                .containsExactly(
                        new Violation(Rule.NEWEST_RESULT_MISSING, 6), new Violation(Rule.NEWEST_RESULT_MISSING, 7));
    }

    @Test
    void reportsMessagesInAnotherOrderAndTwice() {
        assertThat(check(HISTORY, join(kept(4, 5), kept(0, 4), kept(5, 10))))
                .contains(new Violation(Rule.OUT_OF_ORDER, 1), new Violation(Rule.ASSISTANT_FIRST, 0));
        assertThat(check(HISTORY, join(kept(0, 4), kept(1, 10))))
                .extracting(Violation::rule)
                .contains(Rule.OUT_OF_ORDER, Rule.ID_TWICE);
    }

    @Test
    void reportsABlockThatIsNotWhatItSays() {
        assertThat(check(HISTORY, join(text(0, 5, "{\"role\":", PromptRole.USER, PromptRole.ASSISTANT), kept(5, 10))))
                .containsExactly(new Violation(Rule.BLOCK_NOT_ITS_ROLES, 0));
        assertThat(check(
                        HISTORY,
                        join(text(0, 5, "{\"content\":\"one\"}", PromptRole.USER, PromptRole.ASSISTANT), kept(5, 10))))
                .containsExactly(new Violation(Rule.BLOCK_NOT_ITS_ROLES, 0));
    }

    @Test
    void reportsAnEmptyMessage() {
        String bytes = "{\"content\":\"one\"},{\"content\":[{\"text\":\" \"}]}";

        assertThat(check(HISTORY, join(text(0, 5, bytes, PromptRole.USER, PromptRole.ASSISTANT), kept(5, 10))))
                .containsExactly(new Violation(Rule.EMPTY_MESSAGE, 0));
    }

    @Test
    void leavesTheClientItsOwnMistakes() {
        ChatHistory wrong = ChatHistory.withSystem("S")
                .assistant("first")
                .assistant("again")
                .result("9", "of nothing")
                .user("u3")
                .user("u4")
                .calls("read", "{}", "1")
                .user("never mind")
                .step("1", "read", "{}", "twice")
                .user("last");

        assertThat(check(wrong, kept(0, wrong.size()))).isEmpty();
        assertThat(check(wrong, join(block(0, 2, PromptRole.USER), kept(2, wrong.size()))))
                .isEmpty();
    }

    @Test
    void acceptsAPendingCallAtTheEnd() {
        ChatHistory pending = HISTORY.calls("read", "{}", "5");

        assertThat(check(pending, kept(0, 11))).isEmpty();
    }

    @Test
    void aShortenedMessageIsTheClientsOwnButNotVerbatim() {
        View view = View.EMPTY.withShortened(List.of(Edits.shorten(HISTORY, 2, SegmentKind.TOOL_RESULT, "-")));
        List<RenderedElement> rendered = view.render(HISTORY.counted()).elements();
        int results = HISTORY.conversation().messages().stream()
                .mapToInt(message -> message.facts().results().size())
                .sum();

        assertThat(validator.check(HISTORY.conversation(), rendered, 0)).isEmpty();
        assertThat(validator.check(HISTORY.conversation(), rendered, results))
                .contains(new Violation(Violation.Rule.NEWEST_RESULT_MISSING, 2));
    }

    @Test
    void aMessageWithoutItsReasoningStillHoldsItsResults() {
        View view = View.EMPTY.withShortened(List.of(Edits.shorten(HISTORY, 2, SegmentKind.REASONING, "-")));
        int results = HISTORY.conversation().messages().stream()
                .mapToInt(message -> message.facts().results().size())
                .sum();

        assertThat(validator.check(
                        HISTORY.conversation(), view.render(HISTORY.counted()).elements(), results))
                .isEmpty();
    }

    @Test
    void findsAShortenedMessageThatIsNoMessageAnyMore() {
        View view = View.EMPTY.withShortened(List.of(Edits.shorten(HISTORY, 2, SegmentKind.TOOL_RESULT, "\"")));

        assertThat(validator.check(
                        HISTORY.conversation(), view.render(HISTORY.counted()).elements(), 0))
                .extracting(Violation::rule)
                .contains(Violation.Rule.BLOCK_NOT_ITS_ROLES);
    }

    private List<Violation> check(ChatHistory client, List<RenderedElement> rendered) {
        return validator.check(client.conversation(), rendered, 0);
    }

    private static List<RenderedElement> kept(int from, int to) {
        Conversation conversation = HISTORY.conversation();
        List<RenderedElement> kept = new ArrayList<>();
        for (int i = from; i < to; i++) {
            PromptRole role =
                    i < HISTORY.size() ? conversation.messages().get(i).role() : PromptRole.ASSISTANT;
            kept.add(new RenderedElement.Kept(i, role, new ChainHash(i, i), 1));
        }
        return kept;
    }

    private static List<RenderedElement> block(int from, int to, PromptRole... roles) {
        String element = "{\"content\":\"text\"}";
        return text(from, to, String.join(",", Collections.nCopies(roles.length, element)), roles);
    }

    private static List<RenderedElement> text(int from, int to, String bytes, PromptRole... roles) {
        var text = new Edit.Text(bytes.getBytes(StandardCharsets.UTF_8), Arrays.asList(roles), 1);
        return List.of(new RenderedElement.Block(new Edit.Replace(
                new MessageRange(from, to), new ChainHash(0, 0), text, 1, new Edit.Origin("test", Instant.EPOCH, 1))));
    }

    @SafeVarargs
    private static List<RenderedElement> join(List<RenderedElement>... parts) {
        return Arrays.stream(parts).flatMap(List::stream).toList();
    }
}
