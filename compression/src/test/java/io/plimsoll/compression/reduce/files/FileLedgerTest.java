package io.plimsoll.compression.reduce.files;

import static io.plimsoll.compression.reduce.files.Calls.bash;
import static io.plimsoll.compression.reduce.files.Calls.edit;
import static io.plimsoll.compression.reduce.files.Calls.lines;
import static io.plimsoll.compression.reduce.files.Calls.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.ToolText;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileLedgerTest {

    private static final String FAILED = "Could not find the exact text in src/a.ts.";

    @Test
    void aReadIsStaleOnceItsFileIsEdited() {
        FileLedger ledger =
                FileLedger.of(List.of(read("src/a.ts", lines(5)), read("src/b.ts", lines(5)), edit("src/a.ts")));

        assertThat(ledger.isStale(0)).isTrue();
        assertThat(ledger.isStale(1)).isFalse();
        assertThat(ledger.isSuperseded(0)).isFalse();
    }

    @Test
    void aReadBehindTheEditIsFresh() {
        FileLedger ledger = FileLedger.of(List.of(edit("src/a.ts"), read("src/a.ts", lines(5))));

        assertThat(ledger.isStale(1)).isFalse();
    }

    @Test
    void aReadIsSupersededByOneThatShowsAllItsLines() {
        FileLedger ledger = FileLedger.of(List.of(
                bash("sed -n '3,9p' src/a.ts", lines(7)),
                bash("head -8 src/a.ts", lines(8)),
                read("src/a.ts", lines(20))));

        assertThat(ledger.isSuperseded(0)).isTrue();
        assertThat(ledger.isSuperseded(1)).isTrue();
        assertThat(ledger.isSuperseded(2)).isFalse();
    }

    @Test
    void aReadIsSupersededByTwoThatShowItsLinesTogether() {
        FileLedger ledger = FileLedger.of(List.of(
                bash("sed -n '3,9p' src/a.ts", lines(7)),
                bash("sed -n '1,5p' src/a.ts", lines(5)),
                bash("sed -n '6,9p' src/a.ts", lines(4))));

        assertThat(ledger.isSuperseded(0)).isTrue();
    }

    @Test
    void aShorterReadSupersedesNothing() {
        FileLedger ledger = FileLedger.of(List.of(read("src/a.ts", lines(20)), bash("head -8 src/a.ts", lines(8))));

        assertThat(ledger.isSuperseded(0)).isFalse();
    }

    @Test
    void aReadBeforeAFailedEditStays() {
        FileLedger ledger =
                FileLedger.of(List.of(read("src/a.ts", lines(5)), edit("src/a.ts"), edit("src/a.ts", FAILED)));

        assertThat(ledger.isStale(0)).isFalse();
    }

    @Test
    void aReadBeforeAnEditWithoutAnAnswerStays() {
        FileLedger ledger = FileLedger.of(List.of(read("src/a.ts", lines(5)), edit("src/a.ts"), edit("src/a.ts", "")));

        assertThat(ledger.isStale(0)).isFalse();
    }

    @Test
    void aFailedEditIsForgottenOnceAnotherSucceeds() {
        FileLedger ledger =
                FileLedger.of(List.of(read("src/a.ts", lines(5)), edit("src/a.ts", FAILED), edit("src/a.ts")));

        assertThat(ledger.isStale(0)).isTrue();
    }

    @Test
    void aReadBeforeAFailedEditGoesOnceItIsReadAgain() {
        FileLedger ledger = FileLedger.of(List.of(
                read("src/a.ts", lines(5)), edit("src/a.ts"), edit("src/a.ts", FAILED), read("src/a.ts", lines(6))));

        assertThat(ledger.isStale(0)).isTrue();
        assertThat(ledger.isSuperseded(0)).isTrue();
    }

    @Test
    void takesAnAbsoluteNameForTheRelativeOneThatItEndsWith() {
        FileLedger ledger = FileLedger.of(List.of(read("/repo/src/a.ts", lines(5)), edit("src/a.ts")));

        assertThat(ledger.isStale(0)).isTrue();
    }

    @Test
    void doesNotMixUpTwoFilesThatEndAlike() {
        FileLedger ledger = FileLedger.of(
                List.of(read("/one/src/a.ts", lines(5)), read("/two/src/a.ts", lines(5)), edit("src/a.ts")));

        assertThat(ledger.isStale(0)).isFalse();
        assertThat(ledger.isStale(1)).isFalse();
    }

    @Test
    void aResultThatSaysMoreThanItsFilesIsNeverStale() {
        FileLedger ledger = FileLedger.of(List.of(bash("cat src/a.ts && npm test", lines(5)), edit("src/a.ts")));

        assertThat(ledger.isStale(0)).isFalse();
    }

    @Test
    void aReadOfTwoFilesIsStaleOnceBothAre() {
        ToolText both = bash("cat src/a.ts src/b.ts", lines(9));

        assertThat(FileLedger.of(List.of(both, edit("src/a.ts"))).isStale(0)).isFalse();
        assertThat(FileLedger.of(List.of(both, edit("src/a.ts"), bash("rm src/b.ts")))
                        .isStale(0))
                .isTrue();
    }
}
