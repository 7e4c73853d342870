package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.config.ContextSettings;
import io.plimsoll.budget.cost.CutCost;
import io.plimsoll.budget.cost.Hardware;
import io.plimsoll.budget.policy.LimitedBy;
import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.compression.plan.CutGoal.Timing;
import io.plimsoll.gateway.quality.BackOff;
import io.plimsoll.gateway.quality.QualityMeter;
import io.plimsoll.gateway.surface.ContextEdit;
import java.time.InstantSource;

/**
 * Decides when a lane may be cut, and what a cut then has to be worth: at its line, early, for free when its prefix is
 * cold, or between two turns. Thread-safe.
 */
final class CutTimes {

    private final LaneWarmth warmth;
    private final ModelWorks works;
    private final QualityMeter quality;
    private final InstantSource clock;

    CutTimes(LaneWarmth warmth, ModelWorks works, QualityMeter quality, InstantSource clock) {
        this.warmth = warmth;
        this.works = works;
        this.quality = quality;
        this.clock = clock;
    }

    /**
     * For a request that has come. A prefix that was lost is a reason to cut only while freed memory is worth something: a cut
     * costs text as well.
     */
    CutBounds ofRequest(CountedRequest request, LaneLine line) {
        boolean scarce = line.kv().value() > 0;
        boolean free = scarce && warmth.of(request.identified().lane(), scarce).isCold();
        return bounds(request, line, free ? Timing.PREFIX_COLD : Timing.EARLY, free);
    }

    /**
     * For a request that was answered, whose lane rests until its next one.
     *
     * @param nextTokens about how long that will be without a cut
     */
    CutBounds betweenTurns(CountedRequest request, LaneLine line, double nextTokens) {
        return bounds(
                request, line, Timing.BETWEEN_TURNS, nextTokens > line.line().lineTokens());
    }

    /** Bounds that hold a request to exactly this much: what is above has to go, whatever the cut costs. */
    CutBounds exactly(CountedRequest request, int lineTokens, int lowWaterTokens, int newestResults, LaneLine line) {
        var goal = new CutGoal(lineTokens, lowWaterTokens, newestResults, 0, Timing.AT_LINE, clock.instant());
        return new CutBounds(goal, line.hardTokens(), lineTokens, worth(request, line, false));
    }

    private CutBounds bounds(CountedRequest request, LaneLine line, Timing timing, boolean owed) {
        ContextSettings context = request.identified().policy().effectiveContext();
        BackOff backOff = quality.backOff(request.identified().policy());
        int lineTokens = line.line().lineTokens();
        int wanted = compactsAt(request);
        if (wanted < lineTokens) {
            // The client's own wish is a line as well, which is kept to the token: it has said when.
            int lowWater = Math.max(1, (int) (context.effectiveLowWater().fraction() * wanted));
            return exactly(request, wanted, lowWater, context.effectiveNewestResults(), line);
        }
        var goal = new CutGoal(
                lineTokens,
                line.line().lowWaterTokens(),
                new CutGoal.Newest(
                        backOff.newestResults(context.effectiveNewestResults()),
                        context.effectiveNewestShare().fraction()),
                context.effectiveCuts().effectiveMinimumGain().fraction(),
                backOff.allowsEarlyCuts() || timing == Timing.PREFIX_COLD ? timing : Timing.AT_LINE,
                clock.instant());
        return new CutBounds(goal, line.hardTokens(), demanded(request, line), worth(request, line, owed));
    }

    /** Policies that refuse or hold back what is over the line would do so for want of a small cut. */
    private static int demanded(CountedRequest request, LaneLine line) {
        return switch (request.identified().policy().effectiveWhenOver()) {
            case RECALL, TRIM -> line.hardTokens();
            case QUEUE, REFUSE -> Math.min(line.hardTokens(), line.line().lineTokens());
        };
    }

    /** A cap is what its operator says that memory is worth at any pressure: all of it. */
    private CutWorth worth(CountedRequest request, LaneLine line, boolean owed) {
        String model = request.identified().request().model();
        LaneLine.Kv kv = line.kv();
        boolean capped = line.line().limitedBy() == LimitedBy.CAP;
        return new CutWorth(
                () -> new CutCost(works.of(model), kv.bytesPerToken(), Hardware.USUAL),
                CutWorth.usualTurn(request.counted()),
                capped ? 1 : kv.value(),
                owed);
    }

    /** How long the client itself wants its prompts at most. */
    static int compactsAt(CountedRequest request) {
        return request.identified().request().contextEdits().stream()
                .filter(ContextEdit.Compact.class::isInstance)
                .mapToInt(edit -> ((ContextEdit.Compact) edit).triggerTokens())
                .min()
                .orElse(Integer.MAX_VALUE);
    }
}
