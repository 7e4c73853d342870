package io.plimsoll.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AtomsTest {

    private static final ChatHistory START = ChatHistory.withSystem("S").user("u");

    @Test
    void aMessageWithoutCallsIsAnAtomOfItsOwn() {
        assertThat(ranges(START.assistant("a").user("u2"))).containsExactly(range(0, 1), range(1, 2), range(2, 3));
    }

    @Test
    void parallelCallsAndAllTheirResultsAreOneAtom() {
        ChatHistory history = START.calls("read", "{}", "1", "2", "3")
                .result("2", "b")
                .result("1", "a")
                .result("3", "c")
                .user("next");

        assertThat(ranges(history)).containsExactly(range(0, 1), range(1, 5), range(5, 6));
    }

    @Test
    void callsInMessagesOfTheirOwnAreOneAtomWhenTheirResultsInterleave() {
        ChatHistory history = START.calls("read", "{}", "1")
                .calls("read", "{}", "2")
                .result("1", "a")
                .result("2", "b");

        assertThat(ranges(history)).containsExactly(range(0, 1), range(1, 5));
    }

    @Test
    void whatStandsBetweenACallAndItsResultBelongsToThem() {
        ChatHistory history = START.calls("read", "{}", "1").user("wait").result("1", "a");

        assertThat(ranges(history)).containsExactly(range(0, 1), range(1, 4));
    }

    @Test
    void aResultAnswersTheNewestCallOfItsId() {
        ChatHistory history = START.step("call_0", "read", "{}", "a").step("call_0", "read", "{}", "b");

        assertThat(ranges(history)).containsExactly(range(0, 1), range(1, 3), range(3, 5));
    }

    @Test
    void orphansStandAlone() {
        ChatHistory history = START.result("9", "lost").calls("read", "{}", "1").user("never mind");

        assertThat(ranges(history)).containsExactly(range(0, 1), range(1, 2), range(2, 3), range(3, 4));
    }

    @Test
    void reasoningAloneBelongsToTheMessageBehindIt() {
        ChatHistory history =
                START.calls("thinking", "none", "{}", new String[0]).step("1", "read", "{}", "a");

        assertThat(ranges(history)).containsExactly(range(0, 1), range(1, 4));
    }

    @Test
    void findsTheAtomOfAMessage() {
        Atoms atoms = Atoms.of(START.calls("read", "{}", "1", "2")
                .result("1", "a")
                .result("2", "b")
                .user("next")
                .conversation());

        assertThat(List.of(0, 1, 2, 3, 4)).map(atoms::indexOf).containsExactly(0, 1, 1, 1, 2);
        assertThat(atoms.at(3)).isEqualTo(range(1, 4));
    }

    private static List<MessageRange> ranges(ChatHistory history) {
        return Atoms.of(history.conversation()).ranges();
    }

    private static MessageRange range(int from, int to) {
        return new MessageRange(from, to);
    }
}
