package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.config.ByteSize;
import io.plimsoll.budget.config.ContextAmount;
import io.plimsoll.budget.config.ContextSettings;
import io.plimsoll.budget.config.ModelEntry;
import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.PressureSettings;
import io.plimsoll.budget.config.Share;
import io.plimsoll.budget.config.Tokens;
import io.plimsoll.budget.cost.KvValue;
import io.plimsoll.budget.policy.LimitedBy;
import io.plimsoll.budget.policy.LineRules;
import io.plimsoll.budget.policy.LoadLine;
import io.plimsoll.budget.policy.PoolLoad;
import io.plimsoll.budget.policy.PressureBand;
import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.CutPlanner;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What each lane may hold now: the policy's cap, the model's window, and the water level of its pool. Thread-safe. */
final class LaneLines {

    /** What pressure leaves a lane where the policy names no floor. */
    private static final int DEFAULT_FLOOR_TOKENS = 8_192;
    /** Room above the irreducible part: with less, a lane with a long system text is cut every few turns. */
    private static final int ROOM_TOKENS = 20_000;
    /** What an answer is taken to need of the window where the client sets no limit. */
    private static final int ANSWER_TOKENS = 512;

    /** Evictions come in bursts: a pool that had one not long ago is full. */
    private static final Duration LATELY = Duration.ofSeconds(10);

    private final Supplier<LivePolicy> policy;
    private final Fleet fleet;
    private final PoolReadings readings;

    LaneLines(Supplier<LivePolicy> policy, Fleet fleet, PoolReadings readings) {
        this.policy = policy;
        this.fleet = fleet;
        this.readings = readings;
    }

    /** The line of the lane that a request belongs to, with this request in it, as the lane's view is now. */
    LaneLine of(CountedRequest request) {
        View view = request.identified().lane().state().view();
        return of(request, Rewriter.asIs(request, view.on(request.counted().conversation())));
    }

    /**
     * The line of the lane that a request belongs to, with this request in it.
     *
     * @param asIs the request as the lane's view renders it now
     */
    LaneLine of(CountedRequest request, Rewriter.Rewrite asIs) {
        IdentifiedRequest identified = request.identified();
        PolicyEntry entry = identified.policy();
        LaneKey lane = identified.lane().key();
        int sent = asIs.rendered().totalTokens();

        String name = fleet.poolOf(lane, identified.request().model(), sent);
        PoolReadings.Reading pool = readings.of(name);
        double weight = identified.tenant().weight();
        PoolLoad load = pool.with(lane, sent, weight);
        OptionalInt cap = cap(entry.effectiveContext().cap(), pool);
        OptionalInt window = window(identified);
        LineRules rules = rules(entry, cap, pool);
        boolean pressed = load.pressure() >= rules.band().start();
        int irreducible = pressed ? CutPlanner.floorTokens(request.counted(), asIs.view()) : 0;
        LoadLine line = rules.line(load, weight, irreducible, window);
        return new LaneLine(
                line,
                Math.min(cap.orElse(Integer.MAX_VALUE), window.orElse(Integer.MAX_VALUE)),
                new LaneLine.Kv(scarcity(name, load).in(rules.band()), pool.bytesPerToken()));
    }

    /** The line of a request that no policy and no pressure holds: what the engine itself takes. */
    LaneLine ofEngine(CountedRequest request) {
        IdentifiedRequest identified = request.identified();
        String model = identified.request().model();
        int tokens = request.counted().totalTokens();
        PoolReadings.Reading pool = readings.of(fleet.poolOf(identified.lane().key(), model, tokens));
        int hard = (int) Math.min(pool.capacityTokens(), window(identified).orElse(Integer.MAX_VALUE));
        return new LaneLine(new LoadLine(hard, hard, LimitedBy.WINDOW), hard, new LaneLine.Kv(0, pool.bytesPerToken()));
    }

    /** What the pool and its engine show of how scarce memory is. An engine too busy to say has a queue. */
    private KvValue scarcity(String pool, PoolLoad load) {
        LoadSample sample = fleet.backends()
                .named(pool)
                .map(backend -> backend.status().load())
                .orElse(null);
        boolean evicting = fleet.caches().evictedWithin(pool, LATELY);
        return switch (sample) {
            case LoadSample.Measured said -> new KvValue(load.pressure(), said.kvUsage(), said.waiting(), evicting);
            case LoadSample.Busy busy -> new KvValue(load.pressure(), 1, 1, evicting);
            case LoadSample.Unmetered silent -> new KvValue(load.pressure(), Double.NaN, 0, evicting);
            case null -> new KvValue(load.pressure(), Double.NaN, 0, evicting);
        };
    }

    private LineRules rules(PolicyEntry entry, OptionalInt cap, PoolReadings.Reading pool) {
        ContextSettings context = entry.effectiveContext();
        PressureSettings pressure = entry.effectivePressure();
        int floor = cap(context.floor(), pool).orElse(DEFAULT_FLOOR_TOKENS);
        return new LineRules(
                cap,
                Math.clamp(floor, 1, cap.orElse(Integer.MAX_VALUE)),
                ROOM_TOKENS,
                context.effectiveLowWater().fraction(),
                new PressureBand(
                        pressure.effectiveStart().fraction(),
                        pressure.effectiveFull().fraction()));
    }

    private static OptionalInt cap(@Nullable ContextAmount amount, PoolReadings.Reading pool) {
        return switch (amount) {
            case null -> OptionalInt.empty();
            case Tokens tokens -> whole(tokens.count());
            case ByteSize size -> whole(size.bytes() / Math.max(1, pool.bytesPerToken()));
            case Share share -> whole((long) (share.fraction() * pool.capacityTokens()));
        };
    }

    private static OptionalInt whole(long tokens) {
        return OptionalInt.of((int) Math.clamp(tokens, 1, Integer.MAX_VALUE - 1));
    }

    /** The model's window without the room that the answer needs, at most a quarter of it. */
    private OptionalInt window(IdentifiedRequest request) {
        String model = request.request().model();
        Tokens own =
                policy.get().file().modelCalled(model).map(ModelEntry::window).orElse(null);
        OptionalInt window = own != null ? whole(own.count()) : fleet.windowTokens(model);
        if (window.isEmpty()) {
            return window;
        }
        Integer asked = request.request().maxOutputTokens();
        int answer = Math.min(asked == null ? ANSWER_TOKENS : asked, window.getAsInt() / 4);
        return OptionalInt.of(Math.max(1, window.getAsInt() - answer));
    }
}
