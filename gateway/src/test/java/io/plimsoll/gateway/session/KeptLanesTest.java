package io.plimsoll.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.View;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.Surfaces;
import io.plimsoll.gateway.views.KeptLane;
import io.plimsoll.gateway.views.ViewStore;
import io.plimsoll.gateway.views.ViewStoreListener;
import io.plimsoll.gateway.views.ViewStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lanes that end with their process, or are evicted, and come back. */
class KeptLanesTest {

    private static final SessionNames UNNAMED = new SessionNames(null, null);
    private static final SessionNames NAMED = new SessionNames("s", null);
    private static final SessionNames AGENT = new SessionNames("s", "agent-7");
    private static final Duration IDLE = Duration.ofHours(6);

    @TempDir
    private Path folder;

    private final Surfaces surfaces = new Surfaces();
    private final Homes homes = new Homes();
    private final List<ViewStoreListener.Degradation> degradations = new ArrayList<>();
    private long nanos;
    private ViewStore store = ViewStore.NONE;
    private LaneKeeper keeper = keeper();
    private Lanes lanes = new Lanes(1_000, IDLE, () -> nanos, keeper);

    @BeforeEach
    void open() {
        store = ViewStores.open(
                folder, new ViewStores.Options(1_000, false), ViewStoreListener.NONE, InstantSource.system());
        begin();
    }

    @AfterEach
    void close() {
        keeper.close();
        store.close();
    }

    @Test
    void aNamedSessionGoesOnWithItsView() {
        Lane cut = cut(NAMED, "u1", "a1", "u2");

        restart();
        Lane next = lanes.locate("t", NAMED, history("u1", "a1", "u2", "a2", "u3"));

        assertThat(next.key()).isEqualTo(cut.key());
        assertThat(next.state().view()).isEqualTo(cut.state().view());
        assertThat(next.hasSent()).isTrue();
    }

    @Test
    void aSessionThatNobodyNamedIsFoundByItsHistory() {
        Lane cut = cut(UNNAMED, "u1", "a1", "u2");
        lanes.locate("t", UNNAMED, history("u1", "a1", "u2", "a2", "u3"));

        restart();
        Lane next = lanes.locate("t", UNNAMED, history("u1", "a1", "u2", "a2", "u3", "a3", "u4"));

        assertThat(next.key()).isEqualTo(cut.key());
        assertThat(next.state().view()).isEqualTo(cut.state().view());
        restart();
        assertThat(lanes.sessionOf("t", UNNAMED, history("u1", "a1", "u2", "b")))
                .contains(cut.key().session());
    }

    @Test
    void aLaneThatTheClientNamesIsFoundByItsName() {
        Lane cut = cut(AGENT, "u1", "a1", "u2");

        restart();

        assertThat(lanes.locate("t", AGENT, history("u1", "a1", "u2")).state().view())
                .isEqualTo(cut.state().view());
    }

    @Test
    void aLaneThatWasEvictedComesBack() {
        Lane cut = cut(UNNAMED, "u1", "a1", "u2");

        nanos += IDLE.toNanos() + 1;
        Lane next = lanes.locate("t", UNNAMED, history("u1", "a1", "u2", "a2", "u3"));

        assertThat(next).isNotSameAs(cut);
        assertThat(next.key()).isEqualTo(cut.key());
        assertThat(next.state().view()).isEqualTo(cut.state().view());
    }

    @Test
    void aForkKeepsWhatItInheritedAndIsToldFromTheLaneThatItForkedFrom() {
        Lane main = cut(NAMED, "u1", "a1", "u2");
        lanes.locate("t", NAMED, history("u1", "a1", "u2", "a2", "u3"));
        Lane fork = lanes.locate("t", NAMED, history("u1", "a1", "u2", "b2", "u3"));
        assertThat(fork.key()).isNotEqualTo(main.key());

        restart();
        Lane forkOn = lanes.locate("t", NAMED, history("u1", "a1", "u2", "b2", "u3", "b3", "u4"));
        Lane mainOn = lanes.locate("t", NAMED, history("u1", "a1", "u2", "a2", "u3", "a3", "u4"));

        assertThat(forkOn.key()).isEqualTo(fork.key());
        assertThat(mainOn.key()).isEqualTo(main.key());
        assertThat(forkOn.state().view().edits())
                .isEqualTo(mainOn.state().view().edits())
                .isNotEmpty();
    }

    @Test
    void aHistoryThatBeginsAfterARestartGetsANameOfItsOwn() {
        Lane cut = cut(NAMED, "u1", "a1", "u2");

        restart();
        Lane side = lanes.locate("t", NAMED, history("title please"));

        assertThat(side.key().session()).isEqualTo("s");
        assertThat(side.key()).isNotEqualTo(cut.key());
        assertThat(side.state().view()).isEqualTo(View.EMPTY);
    }

    @Test
    void aRequestThatIsNotReadDoesNotHideTheLaneThatWasWrittenDown() {
        Lane cut = cut(NAMED, "u1", "a1", "u2");

        restart();
        lanes.locate("t", NAMED);

        assertThat(lanes.locate("t", NAMED, history("u1", "a1", "u2")).state().view())
                .isEqualTo(cut.state().view());
    }

    @Test
    void aLaneWithoutEditsReturnsToItsBackendFromItsSecondTurnOn() {
        Lane lane = lanes.locate("t", UNNAMED, history("u1"));
        homes.names.put(lane.key(), "gpu-b");
        lanes.locate("t", UNNAMED, history("u1", "a1", "u2"));
        Lane once = lanes.locate("t", UNNAMED, history("another"));

        restart();
        homes.names.clear();
        Lane next = lanes.locate("t", UNNAMED, history("u1", "a1", "u2", "a2", "u3"));

        assertThat(next.key()).isEqualTo(lane.key());
        assertThat(homes.names).containsExactly(Map.entry(lane.key(), "gpu-b"));
        assertThat(store.mayHold(once.key())).isFalse();
    }

    @Test
    void theNextTurnOfALaneAtHandNeverBlocks() {
        assertThat(lanes.mayBlock("t", NAMED, history("u1"))).isFalse();
        cut(NAMED, "u1", "a1", "u2");
        assertThat(lanes.mayBlock("t", NAMED, history("u1", "a1", "u2", "a2", "u3")))
                .isFalse();
        assertThat(lanes.mayBlock("t", NAMED, history("title"))).isFalse();
        lanes.locate("t", NAMED, history("u1", "a1", "u2", "a2", "u3"));
        assertThat(lanes.mayBlock("t", NAMED, history("u1", "a1", "u2", "a fork")))
                .isTrue();

        restart();

        assertThat(lanes.mayBlock("t", NAMED, history("u1", "a1", "u2", "a2", "u3")))
                .isTrue();
        assertThat(lanes.mayBlock("t", NAMED, history("title"))).isFalse();
    }

    @Test
    void whatTheStoreCannotDoCostsNoTurn() {
        keeper = new LaneKeeper(new BrokenStore(), homes, listener(), () -> nanos);
        lanes = new Lanes(1_000, IDLE, () -> nanos, keeper);

        Lane cut = cut(NAMED, "u1", "a1", "u2");

        assertThat(cut.state().view().edits()).hasSize(1);
        assertThat(degradations)
                .contains(ViewStoreListener.Degradation.READ_FAILED, ViewStoreListener.Degradation.WRITE_FAILED);
    }

    @Test
    void ofAForgottenSessionNothingIsLeftEvenWhereATurnOfItStillRuns() {
        Lane running = cut(NAMED, "u1", "a1", "u2");
        Lane other = cut(new SessionNames("r", null), "u1", "a1", "u2");

        assertThat(lanes.forget("t", "s")).isEqualTo(1);

        running.tryUpdateView(running.state().view(), View.EMPTY);
        running.keep();
        assertThat(store.mayHold(running.key())).isFalse();
        assertThat(store.mayHold(other.key())).isTrue();
        assertThat(lanes.locate("t", NAMED, history("u1", "a1", "u2", "a2", "u3"))
                        .state()
                        .view())
                .isEqualTo(View.EMPTY);
    }

    /** A lane of which the first two messages have given way to a block. */
    private Lane cut(SessionNames names, String... texts) {
        Conversation conversation = history(texts);
        Lane lane = lanes.locate("t", names, conversation);
        var block = new Edit.Replace(
                new MessageRange(0, 2),
                conversation.chain().get(1),
                new Edit.Text(
                        "{\"role\":\"user\",\"content\":\"block\"}".getBytes(StandardCharsets.UTF_8),
                        List.of(PromptRole.USER),
                        3),
                9,
                new Edit.Origin("test", Instant.EPOCH, 1));
        View seen = lane.state().view();
        assertThat(lane.tryUpdateView(seen, seen.withCut(List.of(block)))).isTrue();
        return lane;
    }

    private void restart() {
        close();
        open();
    }

    private void begin() {
        keeper = keeper();
        lanes = new Lanes(1_000, IDLE, () -> nanos, keeper);
    }

    private LaneKeeper keeper() {
        return new LaneKeeper(store, homes, listener(), () -> nanos);
    }

    private ViewStoreListener listener() {
        return new ViewStoreListener() {
            @Override
            public void degraded(Degradation reason) {
                degradations.add(reason);
            }
        };
    }

    private Conversation history(String... texts) {
        String messages = Stream.of(texts)
                .map(text -> "{\"role\":\"" + (text.startsWith("u") || text.startsWith("t") ? "user" : "assistant")
                        + "\",\"content\":\"" + text + "\"}")
                .collect(Collectors.joining(","));
        byte[] body = ("{\"model\":\"m\",\"messages\":[" + messages + "]}").getBytes(StandardCharsets.UTF_8);
        try {
            var request = surfaces.at("/v1/chat/completions").orElseThrow().read(body, "t");
            return Objects.requireNonNull(request.history()).conversation();
        } catch (MalformedRequestException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static final class Homes implements LaneHomes {

        final Map<LaneKey, String> names = new HashMap<>();

        @Override
        public Optional<String> homeOf(LaneKey lane) {
            return Optional.ofNullable(names.get(lane));
        }

        @Override
        public void returned(LaneKey lane, String backend) {
            names.put(lane, backend);
        }
    }

    /** A store whose disk is gone. */
    private static final class BrokenStore implements ViewStore {

        @Override
        public boolean mayHold(LaneKey lane) {
            return true;
        }

        @Override
        public boolean mayHold(String tenant, String scope, List<io.plimsoll.compression.ChainHash> chain) {
            return true;
        }

        @Override
        public Optional<KeptLane> load(LaneKey lane) {
            throw new IllegalStateException("gone");
        }

        @Override
        public Optional<KeptLane> find(String tenant, String scope, List<io.plimsoll.compression.ChainHash> chain) {
            throw new IllegalStateException("gone");
        }

        @Override
        public void save(KeptLane lane) {
            throw new IllegalStateException("gone");
        }

        @Override
        public int deleteSession(String tenant, String session) {
            throw new IllegalStateException("gone");
        }

        @Override
        public int deleteTenant(String tenant) {
            throw new IllegalStateException("gone");
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
