package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.Backend;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.config.BackendEntry;
import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.PolicyMode;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.gateway.metrics.AheadMeters;
import io.plimsoll.gateway.metrics.AheadMeters.Outcome;
import io.plimsoll.gateway.metrics.GatewayMeters.Step;
import io.plimsoll.gateway.pipeline.Rewriter.Rewrite;
import io.plimsoll.gateway.session.Lane;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * The gap between two turns, in which an agent runs its tools or a user thinks:
 *
 *   answered ─► is the next turn due for a cut? ─► has the backend room? ─► cut, archive, view ─► prefill ─► settled
 *                                                                                  │                │
 *                                              the next request comes first ───────┴────────────────┴─► dropped
 *
 * The history that is cut is the one that was just answered: what the model said and what its tools bring is not known yet,
 * stands behind it in the next request, and is all that is left to be read then. The gap hides what a cut costs most where
 * its protected tail is thick, which is where an early cut is not made.
 *
 * The mark is the one from which on an early cut does not wait for the user, less what a turn adds: in the middle of the
 * agent's work a cut takes away what the next steps want verbatim, so it is made only when the next turn could hardly go
 * without. Where that turn would be over the line, the prefill is no more work, but the same work done earlier; below it the
 * cut has to pay like any other that is not demanded.
 */
/**
 * Makes the cut that a lane's next turn would need while nobody waits for it, and has the lane's backend read the shorter
 * history. Thread-safe.
 */
final class AheadCut {

    /** From this share of the line on, the next turn would hardly go without a cut. */
    private static final double DUE_FROM = .875;
    /** Above it, requests that came would soon want the room that a prefill takes. */
    private static final double ROOMY_BELOW = .8;

    private final Supplier<LivePolicy> policy;
    private final LaneLines lines;
    private final CutTimes times;
    private final Rewriter rewriter;
    private final AheadPrefills prefills;
    private final ContextPipeline.Surroundings around;
    private final AheadMeters meters;
    private final Defects defects;
    private final ConcurrentMap<LaneKey, AheadPrefill> underWay = new ConcurrentHashMap<>();

    /** What became of a gap before it was known whether the backend would read. Closed: it was cut in it, or not. */
    private sealed interface Gap {

        /**
         * The lane was cut.
         *
         * @param prefill has the backend read it
         * @param sent the history as it is sent from now on
         */
        record Used(AheadPrefill prefill, RenderedView sent) implements Gap {}

        record Unused(Outcome why) implements Gap {}
    }

    AheadCut(
            Supplier<LivePolicy> policy,
            LaneLines lines,
            CutTimes times,
            Rewriter rewriter,
            ContextPipeline.Surroundings around) {
        this.policy = policy;
        this.lines = lines;
        this.times = times;
        this.rewriter = rewriter;
        this.prefills = new AheadPrefills(around);
        this.around = around;
        this.meters = around.meters().ahead();
        this.defects = new Defects(around.meters());
    }

    /**
     * What is done once a request has been answered, at the backend that did. It holds the request's body until then only if
     * the lane's next turn is due for a cut.
     */
    Consumer<Backend> after(EditedRequest edited) {
        return isDue(edited) ? backend -> answered(edited, backend) : backend -> {};
    }

    /** The lane's next request has come: what is still under way for it is dropped, and what it has read stays cached. */
    void overtaken(Lane lane) {
        @Nullable AheadPrefill prefill = underWay.remove(lane.key());
        if (prefill != null) {
            prefill.drop();
        }
    }

    private static boolean isDue(EditedRequest edited) {
        CountedRequest counted = edited.counted();
        PolicyEntry entry = counted.identified().policy();
        boolean cuts = entry.effectiveMode() == PolicyMode.ENFORCE
                && entry.effectiveContext().effectiveCuts().effectiveAhead()
                && counted.identified().compactingClient() == null
                && counted.identified().request().contextEdits().isEmpty();
        double next = nextTokens(counted, edited.rendered());
        return cuts && next > DUE_FROM * edited.line().line().lineTokens();
    }

    private static double nextTokens(CountedRequest request, RenderedView sent) {
        return sent.totalTokens() + CutWorth.usualTurn(request.counted()).growthTokens();
    }

    private void answered(EditedRequest edited, Backend backend) {
        CountedRequest request = edited.counted();
        Optional<Outcome> hindrance = hindrance(request, backend);
        if (hindrance.isPresent()) {
            meters.ended(hindrance.get());
            return;
        }
        CutBounds bounds = times.betweenTurns(request, lines.of(request), nextTokens(request, edited.rendered()));
        around.workers()
                .run(() -> used(request, bounds, backend))
                .onSuccess(gap -> {
                    switch (gap) {
                        case Gap.Used used -> send(request, used);
                        case Gap.Unused unused -> meters.ended(unused.why());
                    }
                })
                .onFailure(defect -> defects.degraded(Step.PIPELINE, defect));
    }

    /** Makes the cut and prepares its prefill: work for a thread that may take its time. */
    private Gap used(CountedRequest request, CutBounds bounds, Backend backend) {
        Optional<Rewrite> cut = rewriter.rewriteAhead(request, bounds);
        if (cut.isEmpty()) {
            return new Gap.Unused(request.isNewest() ? Outcome.NOT_WORTH_IT : Outcome.OVERTAKEN);
        }
        RenderedView sent = cut.get().rendered();
        return prefills.prepare(request, sent, backend)
                .<Gap>map(prefill -> new Gap.Used(prefill, sent))
                .orElse(new Gap.Unused(Outcome.BUSY));
    }

    private Optional<Outcome> hindrance(CountedRequest request, Backend backend) {
        if (!request.isNewest()) {
            return Optional.of(Outcome.OVERTAKEN);
        }
        if (isBilled(backend)) {
            return Optional.of(Outcome.BILLED);
        }
        return isRoomy(backend) ? Optional.empty() : Optional.of(Outcome.BUSY);
    }

    private boolean isBilled(Backend backend) {
        return policy.get().file().backends().stream()
                .filter(entry -> entry.effectiveName().equals(backend.name()))
                .anyMatch(BackendEntry::effectiveBilled);
    }

    private boolean isRoomy(Backend backend) {
        if (!backend.status().isHealthy() || backend.isBackingOff()) {
            return false;
        }
        boolean calm = switch (backend.status().load()) {
            case LoadSample.Measured said -> said.waiting() == 0 && !(said.kvUsage() >= ROOMY_BELOW);
            case LoadSample.Busy busy -> false;
            // Who does not say that there is room may have none.
            case LoadSample.Unmetered silent -> false;
            case null -> false;
        };
        return calm && around.fleet().ledger().usage(backend.name()).queuedBlocks() == 0;
    }

    private void send(CountedRequest request, Gap.Used gap) {
        Lane lane = request.identified().lane();
        AheadPrefill prefill = gap.prefill();
        @Nullable AheadPrefill earlier = underWay.put(lane.key(), prefill);
        if (earlier != null) {
            earlier.drop();
        }
        if (!request.isNewest()) {
            // The next request's loop looked for it before it was there, or will find it: dropping twice is one drop.
            prefill.drop();
        }
        prefill.send().onSuccess(ended -> {
            underWay.remove(lane.key(), prefill);
            meters.ended(ended.outcome());
            meters.read(ended.readTokens());
            if (ended.outcome() == Outcome.DONE && request.isNewest()) {
                lane.rendered(gap.sent());
            }
        });
    }
}
