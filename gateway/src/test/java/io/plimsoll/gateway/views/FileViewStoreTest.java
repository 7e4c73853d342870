package io.plimsoll.gateway.views;

import static io.plimsoll.gateway.views.KeptLanes.chain;
import static io.plimsoll.gateway.views.KeptLanes.lane;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.gateway.views.ViewStoreListener.Degradation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a disk may do to kept views, and what becomes of them. */
class FileViewStoreTest {

    private static final LaneKey MAIN = new LaneKey("t", "s", LaneKey.MAIN);

    @TempDir
    private Path folder;

    private final List<Degradation> degradations = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    void aFileThatBreaksOffAnywhereIsSetAsideAndTheOtherLanesAreThere() throws IOException {
        KeptLane other = lane("other", "x", 9);
        saved(lane("s", "quite a long text", 1), other);
        Path file = fileOf(MAIN);
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            degradations.clear();
            try (ViewStore store = open()) {
                assertThat(store.mayHold(MAIN)).as("%s bytes", length).isFalse();
                assertThat(store.find("t", "s", chain(1))).isEmpty();
                assertThat(store.load(other.key())).isPresent();
            }
            assertThat(degradations).containsExactly(Degradation.CORRUPT);
            assertThat(file).doesNotExist();
        }
        assertThat(names()).filteredOn(name -> name.endsWith(".corrupt")).hasSize(1);
    }

    @Test
    void aFileInWhichAnyByteHasChangedIsSetAside() throws IOException {
        saved(lane("s", "text", 1));
        Path file = fileOf(MAIN);
        byte[] whole = Files.readAllBytes(file);

        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x10;
            Files.write(file, changed);
            try (ViewStore store = open()) {
                assertThat(store.mayHold(MAIN)).as("byte %s", at).isFalse();
            }
        }
        assertThat(degradations).hasSize(whole.length).containsOnly(Degradation.CORRUPT);
    }

    @Test
    void aLaneWhoseFileBreaksUnderARunningStoreGoesOnWithoutEditsAndMayBeSavedAgain() throws IOException {
        try (ViewStore store = open()) {
            store.save(lane("s", "x", 1));
            Files.write(fileOf(MAIN), new byte[] {1, 2, 3});

            assertThat(store.load(MAIN)).isEmpty();

            store.save(lane("s", "y", 2));
            assertThat(store.load(MAIN)).isPresent();
        }
        assertThat(degradations).containsExactly(Degradation.CORRUPT);
    }

    @Test
    void aWriteThatNeverEndedLeavesWhatWasWrittenBefore() throws IOException {
        saved(lane("s", "before", 1));
        Path begun = Path.of(fileOf(MAIN).toString().replace(".view", ".tmp"));
        Files.write(begun, new byte[] {1, 2, 3});

        try (ViewStore store = open()) {
            assertThat(store.load(MAIN)).isPresent();
        }
        assertThat(begun).doesNotExist();
        assertThat(degradations).isEmpty();
    }

    @Test
    void ofADeletedSessionNothingIsLeftNotEvenWhatWasSetAside() throws IOException {
        saved(lane("s", "secret", 1), lane(new LaneKey("t", "s", "lane-2"), "secret", 2));
        Files.write(fileOf(MAIN), new byte[] {1});

        try (ViewStore store = open()) {
            assertThat(names()).hasSize(3);
            store.deleteSession("t", "s");
        }

        assertThat(names()).containsExactly("lock");
    }

    @Test
    void theLeastRecentlySavedLanesGoFirst() throws IOException {
        try (ViewStore store = open(2)) {
            store.save(lane("a", "x", 1));
            store.save(lane("b", "x", 2));
            store.save(lane("a", "x", 1));
            store.save(lane("c", "x", 3));

            assertThat(store.mayHold(lane("b", "x", 2).key())).isFalse();
        }
        assertThat(names()).hasSize(3);
        now = now.plusSeconds(1);
        try (ViewStore store = open(2)) {
            store.save(lane("d", "x", 4));
            assertThat(store.mayHold("t", "a", chain(1))).isFalse();
            assertThat(store.mayHold("t", "c", chain(3))).isTrue();
        }
    }

    @Test
    void aLaneThatRestedForAWeekIsForgotten() throws IOException {
        saved(lane("old", "x", 1));
        now = now.plus(Duration.ofDays(8));

        saved(lane("new", "x", 2));

        assertThat(fileOf(new LaneKey("t", "old", LaneKey.MAIN))).doesNotExist();
        assertThat(fileOf(new LaneKey("t", "new", LaneKey.MAIN))).exists();
    }

    @Test
    void aFolderThatAnotherStoreUsesIsLeftAlone() {
        try (ViewStore first = open();
                ViewStore second = open()) {
            second.save(lane("s", "x", 1));

            assertThat(second).isSameAs(ViewStore.NONE);
            assertThat(first.mayHold(MAIN)).isFalse();
        }
        assertThat(degradations).containsExactly(Degradation.LOCKED);
        saved(lane("s", "x", 1));
        assertThat(degradations).hasSize(1);
    }

    @Test
    void aFolderThatCannotBeUsedDoesNotStopTheStart() throws IOException {
        Files.write(folder.resolve("views"), new byte[0]);

        assertThat(open()).isSameAs(ViewStore.NONE);
        assertThat(degradations).containsExactly(Degradation.UNAVAILABLE);
    }

    @Test
    void aLaneThatCannotBeWrittenIsSaidToBe() throws IOException {
        try (ViewStore store = open()) {
            Files.delete(folder.resolve("views/lock"));
            Files.delete(folder.resolve("views"));

            assertThatThrownBy(() -> store.save(lane("s", "x", 1)))
                    .isInstanceOf(ViewStoreException.class)
                    .hasMessageStartingWith("views: a lane could not be written to ");
            assertThat(store.mayHold(MAIN)).isFalse();
        }
    }

    private void saved(KeptLane... lanes) {
        try (ViewStore store = open()) {
            Stream.of(lanes).forEach(store::save);
        }
    }

    private ViewStore open() {
        return open(1_000);
    }

    private ViewStore open(int mostLanes) {
        var listener = new ViewStoreListener() {
            @Override
            public void degraded(Degradation reason) {
                degradations.add(reason);
            }
        };
        return ViewStores.open(folder.resolve("views"), new ViewStores.Options(mostLanes, false), listener, () -> now);
    }

    private Path fileOf(LaneKey lane) {
        return new ViewFolder(folder.resolve("views"), ViewFolder.Syncing.LATER).fileOf(lane);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("views"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
