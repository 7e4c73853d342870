package io.plimsoll.backends.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.TestFleet;
import io.plimsoll.backends.engine.EngineKind;
import io.plimsoll.budget.LaneKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointPickerTest {

    private static final LaneKey LANE = new LaneKey("t", "s", LaneKey.MAIN);

    private final TestFleet fleet = new TestFleet("a", "b", "c");
    private final Map<String, Long> free = new HashMap<>();
    private final EndpointPicker picker =
            new EndpointPicker(fleet.backends(), backend -> free.getOrDefault(backend.name(), 0L));

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void prefersTheLanesOwnReplicaToMoreMemory() {
        allServe("m");
        free.put("b", 1000L);

        assertThat(pick("m", "c")).isEqualTo("c");
    }

    @Test
    void leavesTheLanesReplicaWhenItFails() {
        allServe("m").fails("c");
        free.put("b", 1000L);

        assertThat(pick("m", "c")).isEqualTo("b");
    }

    @Test
    void takesMostFreeMemoryEvenBelowZero() {
        allServe("m");
        free.putAll(Map.of("a", -500L, "b", -20L, "c", -100L));

        assertThat(pick("m", null)).isEqualTo("b");
    }

    @Test
    void shorterQueueBreaksTieOfMemoryAndFewerInFlightThatOfQueues() {
        allServe("m").waiting("a", 3).waiting("b", 1).waiting("c", 1);
        fleet.named("b").tryEnter();

        assertThat(pick("m", null)).isEqualTo("c");
    }

    @Test
    void equalsTakeTurns() {
        allServe("m");
        var seen = new HashSet<String>();
        for (int i = 0; i < 3; i++) {
            seen.add(pick("m", null));
        }

        assertThat(seen).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void skipsBackendsThatWereTried() {
        allServe("m");

        assertThat(picker.pick(new RouteRequest("m", LANE, "a", 10, Set.of("a", "b")))
                        .target())
                .hasValueSatisfying(backend -> assertThat(backend.name()).isEqualTo("c"));
        assertThat(picker.pick(new RouteRequest("m", LANE, "a", 10, Set.of("a", "b", "c"))))
                .isEqualTo(new Route.NoneHealthy());
    }

    @Test
    void knowsModelsByTheirAliases() {
        fleet.serves("a", EngineKind.VLLM, "x")
                .serves("b", EngineKind.VLLM, "m")
                .serves("c", EngineKind.VLLM);

        assertThat(pick("m-alias", null)).isEqualTo("b");
    }

    @Test
    void unknownModelGoesWhereAnyNameIsAnswered() {
        fleet.serves("a", EngineKind.VLLM, "x")
                .serves("b", EngineKind.LLAMA_CPP, "y")
                .serves("c", EngineKind.VLLM, "z");

        assertThat(pick("nope", null)).isEqualTo("b");
    }

    @Test
    void unknownModelIsUnknownWhereAllRefuseIt() {
        allServe("m");

        assertThat(picker.pick(request("nope", null))).isEqualTo(new Route.UnknownModel());
    }

    @Test
    void unknownModelMayBeOnBackendThatNeverAnswered() {
        fleet.serves("a", EngineKind.VLLM, "x").serves("b", EngineKind.VLLM, "y");

        assertThat(picker.pick(request("nope", null))).isEqualTo(new Route.NoneHealthy());
    }

    @Test
    void knownModelOfFailingBackendsIsNotSentElsewhere() {
        fleet.serves("a", EngineKind.VLLM, "m").fails("a").serves("b", EngineKind.LLAMA_CPP, "y");
        fleet.serves("c", EngineKind.VLLM, "z");

        assertThat(picker.pick(request("m", null))).isEqualTo(new Route.NoneHealthy());
    }

    @Test
    void fullBackendsTakeNoMore() {
        allServe("m");
        for (var backend : fleet.backends().all()) {
            assertThat(backend.tryEnter()).isPresent();
            assertThat(backend.tryEnter()).isPresent();
            assertThat(backend.tryEnter()).isEmpty();
        }

        assertThat(picker.pick(request("m", "a"))).isEqualTo(new Route.AllFull());
    }

    @Test
    void placeThatIsClosedTwiceIsGivenBackOnce() {
        var first = fleet.named("a").tryEnter().orElseThrow();
        fleet.named("a").tryEnter();
        first.close();
        first.close();

        assertThat(fleet.named("a").inFlight()).isEqualTo(1);
    }

    @Test
    void backendThatRefusedComesLastForAsLongAsItAsked() {
        allServe("m");
        fleet.backends().reportRefusal(fleet.named("a"), Duration.ofSeconds(5));

        assertThat(pick("m", "a")).isNotEqualTo("a");
        fleet.clock().pass(Duration.ofSeconds(5));
        assertThat(pick("m", "a")).isEqualTo("a");
    }

    @Test
    void refusalIsBelievedForMinuteAtMost() {
        allServe("m");
        fleet.backends().reportRefusal(fleet.named("a"), Duration.ofDays(9));
        fleet.clock().pass(Duration.ofSeconds(60));

        assertThat(pick("m", "a")).isEqualTo("a");
    }

    @Test
    void lanesRememberTheirBackendUntilTheyIdle() {
        var nanos = new long[1];
        var affinity = new LaneAffinity(10, Duration.ofMinutes(5), () -> nanos[0]);
        affinity.remember(LANE, fleet.named("b"));

        assertThat(affinity.of(LANE)).hasValue("b");
        assertThat(affinity.of(new LaneKey("other", "s", LaneKey.MAIN))).isEmpty();
        nanos[0] = Duration.ofMinutes(6).toNanos();
        assertThat(affinity.of(LANE)).isEmpty();
    }

    private TestFleet allServe(String model) {
        return fleet.serves("a", EngineKind.VLLM, model)
                .serves("b", EngineKind.VLLM, model)
                .serves("c", EngineKind.VLLM, model);
    }

    private String pick(String model, @Nullable String preferred) {
        return picker.pick(request(model, preferred)).target().orElseThrow().name();
    }

    private static RouteRequest request(String model, @Nullable String preferred) {
        return new RouteRequest(model, LANE, preferred, 10, Set.of());
    }
}
