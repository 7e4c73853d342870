package io.plimsoll.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.retrieval.RecallResult.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every archive promises, wherever it keeps its text. */
public abstract class ArchiveContract {

    protected Archive archive;

    /** An archive that holds nothing. */
    protected abstract Archive open();

    /** How a recall finds what it finds in this archive. */
    protected abstract Mode expectedMode();

    @BeforeEach
    void openArchive() {
        archive = open();
    }

    @AfterEach
    void closeArchive() {
        archive.close();
    }

    @Test
    void findsWhatWasStoredAsSoonAsStoreReturns() {
        for (int i = 0; i < 20; i++) {
            archive.store(
                    List.of(Conversations.document("t", "s", LaneKey.MAIN, i, "Parcel zq" + i + "x is in hall " + i)));

            var found = archive.search(new SearchQuery("t", null, "zq" + i + "x", 1));

            assertThat(found)
                    .singleElement()
                    .satisfies(passage -> assertThat(passage.text()).contains("zq"));
        }
    }

    @Test
    void bringsBackThePassageThatAnswersVerbatimWithItsOrigin() {
        archive.store(Conversations.of("t", "s"));

        var result = archive.recall(Conversations.question("t", "s", "Who fitted the brake pads of the crane?"));

        assertThat(result.mode()).isEqualTo(expectedMode());
        assertThat(result.deadlineMissed()).isFalse();
        var best = result.passages().getFirst();
        assertThat(best.text()).isEqualTo(Conversations.TEXTS.get(1));
        assertThat(best.place())
                .isEqualTo(new Passage.Place(
                        new LaneKey("t", "s", LaneKey.MAIN), "hash-" + Conversations.TEXTS.get(1), 1, 0));
        assertThat(best.origin()).isEqualTo(Origin.of("assistant", Conversations.NOON));
    }

    @Test
    void findsAnExactNameThatWordsAreMadeOf() {
        archive.store(Conversations.of("t", "s"));

        var result = archive.recall(Conversations.question("t", "s", "open src/main/ledger/BlockLedger.java please"));

        assertThat(result.passages().getFirst().text()).isEqualTo(Conversations.TEXTS.get(2));
    }

    @Test
    void bringsNothingBackWhenNothingIsRelevant() {
        archive.store(Conversations.of("t", "s"));

        var result = archive.recall(Conversations.question("t", "s", "Quasars emit gamma radiation, don't they?"));

        assertThat(result).isEqualTo(RecallResult.none(false));
    }

    @Test
    void bringsNothingBackFromASessionWithoutArchive() {
        assertThat(archive.recall(Conversations.question("t", "s", "anything")).mode())
                .isEqualTo(Mode.NONE);
    }

    @Test
    void storesTheSameContentOfASessionOnce() {
        var first = archive.store(Conversations.of("t", "s"));
        var again = archive.store(Conversations.of("t", "s"));
        var twice = Conversations.document("t", "s", LaneKey.MAIN, 40, "The ferry leaves at dawn.");

        assertThat(first).isEqualTo(Conversations.TEXTS.size());
        assertThat(again).isZero();
        assertThat(archive.store(List.of(twice, twice))).isOne();
        assertThat(archive.search(new SearchQuery("t", "s", "ferry dawn", 10)))
                .filteredOn(passage -> passage.text().contains("ferry"))
                .hasSize(1);
    }

    @Test
    void keepsTenantsWithTheSameTextApart() {
        archive.store(Conversations.of("red", "s"));
        archive.store(Conversations.of("blue", "s"));
        archive.store(List.of(Conversations.document("blue", "s", LaneKey.MAIN, 90, "The vault code is nightingale.")));

        var found = archive.search(new SearchQuery("red", null, "vault code nightingale crane brake", 100));
        var recalled = archive.recall(Conversations.question("red", "s", "What is the vault code, nightingale?"));

        assertThat(found)
                .isNotEmpty()
                .allSatisfy(
                        passage -> assertThat(passage.place().lane().tenant()).isEqualTo("red"));
        assertThat(recalled.passages())
                .allMatch(passage -> passage.place().lane().tenant().equals("red"))
                .noneMatch(passage -> passage.text().contains("nightingale"));
    }

    @Test
    void keepsNamesApartThatLookAlikeWhenJoined() {
        archive.store(
                List.of(Conversations.document("a", "b c", LaneKey.MAIN, 0, "The lighthouse keeper is Solveig.")));

        assertThat(archive.recall(Conversations.question("a b", "c", "lighthouse keeper"))
                        .passages())
                .isEmpty();
        assertThat(archive.search(new SearchQuery("a b", "c", "lighthouse keeper", 5)))
                .isEmpty();
    }

    @Test
    void staysInTheLaneThatIsAskedFor() {
        archive.store(List.of(
                Conversations.document("t", "s", LaneKey.MAIN, 0, "The turbine runs at 3000 rpm."),
                Conversations.document("t", "s", "scout", 0, "The turbine was built in Trieste.")));

        var inLane = archive.recall(new RecallQuery(
                "t", "s", "scout", List.of("Tell me about the turbine"), Set.of(), 5, Duration.ofSeconds(20)));

        assertThat(inLane.passages()).extracting(Passage::text).containsExactly("The turbine was built in Trieste.");
    }

    @Test
    void leavesOutWhatTheModelSeesAnyway() {
        archive.store(Conversations.of("t", "s"));
        var seen = "hash-" + Conversations.TEXTS.get(1);

        var result = archive.recall(
                new RecallQuery("t", "s", null, List.of("crane brake pads"), Set.of(seen), 5, Duration.ofSeconds(20)));

        assertThat(result.passages())
                .isNotEmpty()
                .noneMatch(passage -> passage.place().contentHash().equals(seen));
    }

    @Test
    void saysTheSameThingOnce() {
        archive.store(Conversations.of(
                "t",
                "s",
                List.of(
                        "Warning: the pump Hydra lost pressure",
                        "WARNING, the pump Hydra lost pressure!",
                        "All is well")));

        var result = archive.recall(Conversations.question("t", "s", "Which pump lost pressure, Hydra?"));

        assertThat(result.passages())
                .filteredOn(passage -> passage.text().contains("Hydra"))
                .hasSize(1);
    }

    @Test
    void answersTheSameQueryWithTheSamePassages() {
        archive.store(Conversations.of("t", "s"));
        var question = Conversations.question("t", "s", "Which error does the nightly build give?");

        var first = archive.recall(question);

        for (int i = 0; i < 5; i++) {
            assertThat(archive.recall(question)).isEqualTo(first);
        }
    }

    @Test
    void answersTheSameWhateverTheOrderOfStoring() {
        archive.store(Conversations.of("t", "forward"));
        Conversations.of("t", "backward").reversed().forEach(document -> archive.store(List.of(document)));

        var forward = archive.recall(Conversations.question("t", "forward", "timeout of the database pool"));
        var backward = archive.recall(Conversations.question("t", "backward", "timeout of the database pool"));

        assertThat(backward.passages())
                .extracting(Passage::text)
                .isEqualTo(forward.passages().stream().map(Passage::text).toList());
        assertThat(backward.passages())
                .extracting(Passage::score)
                .isEqualTo(forward.passages().stream().map(Passage::score).toList());
    }

    @Test
    void forgetsASessionThatIsDeleted() {
        archive.store(Conversations.of("t", "gone"));
        archive.store(Conversations.of("t", "kept"));
        archive.recall(Conversations.question("t", "gone", "crane brake pads"));

        assertThat(archive.deleteSession("t", "gone")).isEqualTo(Conversations.TEXTS.size());

        assertThat(archive.recall(Conversations.question("t", "gone", "crane brake pads"))
                        .passages())
                .isEmpty();
        assertThat(archive.search(new SearchQuery("t", null, "crane brake", 100)))
                .isNotEmpty()
                .allMatch(passage -> passage.place().lane().session().equals("kept"));
        assertThat(archive.store(Conversations.of("t", "gone"))).isEqualTo(Conversations.TEXTS.size());
    }

    @Test
    void forgetsATenantThatIsDeletedAndNoOther() {
        archive.store(Conversations.of("red", "one"));
        archive.store(Conversations.of("red", "two"));
        archive.store(Conversations.of("blue", "one"));

        assertThat(archive.deleteTenant("red")).isEqualTo(2 * Conversations.TEXTS.size());

        assertThat(archive.search(new SearchQuery("red", null, "crane brake", 100)))
                .isEmpty();
        assertThat(archive.recall(Conversations.question("blue", "one", "crane brake pads"))
                        .passages())
                .isNotEmpty();
    }

    @Test
    void acceptsTextsThatHoldNoWord() {
        var texts = List.of("   ", "", "?!", "👍👍👍", "\u0000", "a".repeat(40_000));

        assertThat(archive.store(Conversations.of("t", "s", texts))).isEqualTo(texts.size());
        assertThat(archive.recall(Conversations.question("t", "s", "?!")).passages())
                .isEmpty();
        assertThat(archive.search(new SearchQuery("t", null, "?!", 10)))
                .allMatch(passage ->
                        texts.contains(passage.text()) || passage.text().startsWith("aaa"));
    }

    @Test
    void refusesToWorkOnceClosed() {
        archive.close();

        assertThatThrownBy(() -> archive.store(List.of())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> archive.search(new SearchQuery("t", null, "x", 1)))
                .isInstanceOf(IllegalStateException.class);
    }
}
