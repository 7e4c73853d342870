package io.plimsoll.compression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloorTest {

    private static final ChatHistory START = ChatHistory.withSystem("S").user("u0");

    @Test
    void holdsTheLastUserMessageAndTheLastAtom() {
        ChatHistory loop = START.step("1", "read", "{}", "a").step("2", "read", "{}", "b");

        assertThat(Floor.of(loop.conversation())).isEqualTo(new Floor(new MessageRange(0, 1), 3, 5));
    }

    @Test
    void aUserWhoSpeaksLastIsTheLastAtom() {
        assertThat(Floor.of(START.assistant("a").user("u2").conversation())).isEqualTo(new Floor(null, 2, 3));
    }

    @Test
    void aPrefillKeepsWhatItContinues() {
        ChatHistory prefilled = START.step("1", "read", "{}", "a").assistant("The answer");

        assertThat(Floor.of(prefilled.conversation())).isEqualTo(new Floor(new MessageRange(0, 1), 1, 4));
    }

    @Test
    void aSystemNoteAtTheEndKeepsTheAtomBeforeIt() {
        ChatHistory noted = START.step("1", "read", "{}", "a").note("be brief");

        assertThat(Floor.of(noted.conversation())).isEqualTo(new Floor(new MessageRange(0, 1), 1, 4));
    }

    @Test
    void pendingCallsAreTheLastAtom() {
        ChatHistory pending =
                START.step("1", "read", "{}", "a").calls("read", "{}", "2", "3").result("3", "c");

        assertThat(Floor.of(pending.conversation()).tailFrom()).isEqualTo(3);
    }

    @Test
    void tellsWhatItOverlaps() {
        Floor floor = new Floor(new MessageRange(4, 5), 8, 10);

        assertThat(floor.overlaps(new MessageRange(0, 4))).isFalse();
        assertThat(floor.overlaps(new MessageRange(0, 5))).isTrue();
        assertThat(floor.overlaps(new MessageRange(5, 8))).isFalse();
        assertThat(floor.overlaps(new MessageRange(5, 9))).isTrue();
        assertThat(floor.from(4)).isEqualTo(new Floor(null, 4, 10));
    }
}
