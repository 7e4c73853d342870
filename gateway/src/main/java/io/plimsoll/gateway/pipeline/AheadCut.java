package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.Backend;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.config.BackendEntry;
import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.PolicyMode;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.gateway.metrics.AheadMeters.Outcome;
import io.plimsoll.gateway.metrics.GatewayMeters.Step;
import io.plimsoll.gateway.pipeline.Rewriter.Rewrite;
import io.plimsoll.gateway.session.Lane;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
    private final ConcurrentMap<LaneKey, AheadPrefill> underWay = new ConcurrentHashMap<>();

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
        AheadPrefill prefill = underWay.remove(lane.key());
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
            around.meters().ahead().ended(hindrance.get());
            return;
        }
        CutBounds bounds = times.betweenTurns(request, lines.of(request), nextTokens(request, edited.rendered()));
        around.workers()
                .run(() -> rewriter.rewriteAhead(request, bounds))
                .onSuccess(cut -> cut.ifPresentOrElse(
                        made -> prefill(request, made, backend),
                        () -> around.meters()
                                .ahead()
                                .ended(request.isNewest() ? Outcome.NOT_WORTH_IT : Outcome.OVERTAKEN)))
                .onFailure(defect -> new Defects(around.meters()).degraded(Step.PIPELINE, defect));
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
            case LoadSample.Unmetered silent -> true;
            case null -> true;
        };
        return calm && around.fleet().ledger().usage(backend.name()).queuedBlocks() == 0;
    }

    private void prefill(CountedRequest request, Rewrite cut, Backend backend) {
        Lane lane = request.identified().lane();
        Optional<AheadPrefill> prepared = prefills.prepare(request, cut.rendered(), backend);
        if (prepared.isEmpty()) {
            around.meters().ahead().ended(Outcome.BUSY);
            return;
        }
        AheadPrefill prefill = prepared.get();
        underWay.put(lane.key(), prefill);
        if (!request.isNewest()) {
            // The next request's loop looked for it before it was there, or will find it: dropping twice is one drop.
            prefill.drop();
        }
        prefill.send().onSuccess(ended -> {
            underWay.remove(lane.key(), prefill);
            around.meters().ahead().ended(ended.outcome());
            around.meters().ahead().read(ended.readTokens());
            if (ended.outcome() == Outcome.DONE && request.isNewest()) {
                lane.rendered(cut.rendered());
            }
        });
    }
}
