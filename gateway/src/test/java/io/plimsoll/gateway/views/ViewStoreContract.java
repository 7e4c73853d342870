package io.plimsoll.gateway.views;

import static io.plimsoll.gateway.views.KeptLanes.chain;
import static io.plimsoll.gateway.views.KeptLanes.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.compression.View;
import io.plimsoll.compression.ViewBytes;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of views does. */
abstract class ViewStoreContract {

    private ViewStore store = ViewStore.NONE;

    /** The store as a process finds it that starts now. */
    abstract ViewStore open();

    @BeforeEach
    void start() {
        store = open();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void aLaneIsFoundAsItWasSaved() {
        KeptLane saved = lane("s", "ünïcode 🚢", 1, 2);

        store.save(saved);

        assertSame(store.load(saved.key()), saved);
        restart();
        assertSame(store.load(saved.key()), saved);
        assertThat(store.mayHold(saved.key())).isTrue();
    }

    @Test
    void aLaneWithoutEditsAndWithoutBackendIsKeptToo() {
        var saved = new KeptLane(new LaneKey("t", "s", "agent"), "", chain(4), false, null, View.EMPTY);

        store.save(saved);

        restart();
        assertThat(store.load(saved.key())).contains(saved);
    }

    @Test
    void theLastSaveCounts() {
        KeptLane last = lane("s", "second", 1, 2);
        store.save(lane("s", "first", 1));
        store.save(last);

        restart();

        assertSame(store.load(last.key()), last);
        assertSame(store.find("t", "s", chain(2)), last);
    }

    @Test
    void whatWasNeverSavedIsNotFound() {
        store.save(lane("s", "x", 1));

        assertThat(store.load(new LaneKey("t", "other", LaneKey.MAIN))).isEmpty();
        assertThat(store.find("t", "s", chain(9))).isEmpty();
        assertThat(store.find("t", "s", List.of())).isEmpty();
    }

    @Test
    void theNewestKnownEndOfAHistoryTellsItsLane() {
        KeptLane main = lane("s", "main", 1, 2);
        KeptLane fork = lane(new LaneKey("t", "s", "lane-2"), "fork", 5);
        store.save(main);
        store.save(fork);

        restart();

        assertSame(store.find("t", "s", chain(1, 2, 3)), main);
        assertSame(store.find("t", "s", chain(1, 8, 9)), main);
        assertSame(store.find("t", "s", chain(1, 2, 5, 6)), fork);
        assertThat(store.mayHold("t", "s", chain(1, 2, 3))).isTrue();
    }

    @Test
    void neitherTenantsNorSessionsFindEachOthersLanes() {
        store.save(lane("s", "x", 1));

        assertThat(store.find("u", "s", chain(1))).isEmpty();
        assertThat(store.find("t", "r", chain(1))).isEmpty();
        assertThat(store.load(new LaneKey("u", "s", LaneKey.MAIN))).isEmpty();
    }

    @Test
    void aDeletedSessionIsGoneAndNoOtherIs() {
        KeptLane stays = lane("r", "x", 1);
        KeptLane goes = lane("s", "x", 1);
        store.save(stays);
        store.save(goes);
        store.save(lane(new LaneKey("t", "s", "lane-2"), "x", 2));

        assertThat(store.deleteSession("t", "s")).isEqualTo(2);

        assertThat(store.load(goes.key())).isEmpty();
        assertThat(store.find("t", "s", chain(1, 2))).isEmpty();
        restart();
        assertThat(store.load(goes.key())).isEmpty();
        assertSame(store.load(stays.key()), stays);
        assertThat(store.deleteSession("t", "s")).isZero();
    }

    @Test
    void aDeletedTenantIsGoneAndNoOtherIs() {
        KeptLane stays = lane(new LaneKey("u", "s", LaneKey.MAIN), "x", 1);
        store.save(stays);
        store.save(lane("s", "x", 1));
        store.save(lane("r", "x", 1));

        assertThat(store.deleteTenant("t")).isEqualTo(2);

        restart();
        assertThat(store.find("t", "s", chain(1))).isEmpty();
        assertSame(store.load(stays.key()), stays);
    }

    @Test
    void lanesAreSavedByManyAtOnce() {
        List<KeptLane> lanes = IntStream.range(0, 200)
                .mapToObj(i -> lane("s" + i, "text " + i, i))
                .toList();

        lanes.parallelStream().forEach(store::save);

        restart();
        assertThat(lanes).allSatisfy(saved -> assertSame(store.load(saved.key()), saved));
    }

    private void restart() {
        store.close();
        store = open();
    }

    private static void assertSame(Optional<KeptLane> found, KeptLane saved) {
        assertThat(found).hasValueSatisfying(lane -> {
            assertThat(ViewBytes.of(lane.view())).isEqualTo(ViewBytes.of(saved.view()));
            assertThat(lane).usingRecursiveComparison().ignoringFields("view").isEqualTo(saved);
        });
    }
}
