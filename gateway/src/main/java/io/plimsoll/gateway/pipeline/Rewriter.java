package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.WhenOver;
import io.plimsoll.compression.BlockWriter;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.View;
import io.plimsoll.compression.check.HistoryValidator;
import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.compression.plan.CutPlanner;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.metrics.GatewayMeters.Step;
import io.plimsoll.gateway.session.Explanation.Decision;
import io.plimsoll.gateway.session.Lane;
import io.plimsoll.retrieval.ArchiveException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a history that is over its line, and recalls what a turn needs of what was cut. Blocking, thread-safe. Of two
 * turns of a lane at the same time one makes the cut and the other goes with it.
 */
final class Rewriter {

    private static final Logger LOG = LoggerFactory.getLogger(Rewriter.class);

    private final HistoryValidator validator = new HistoryValidator();
    private final CutArchive archive;
    private final TailStep tail;
    private final RecallStep recalls;
    private final GatewayMeters meters;

    Rewriter(CutArchive archive, RecallStep recalls, GatewayMeters meters) {
        this.archive = archive;
        this.tail = new TailStep(archive, meters);
        this.recalls = recalls;
        this.meters = meters;
    }

    /** What a request is sent as. */
    record Rewrite(View view, RenderedView rendered, Set<Decision> decisions, String reason) {

        /** The same, before which results were made to say less. */
        Rewrite andReduced() {
            var all = EnumSet.copyOf(decisions);
            all.add(Decision.REDUCE);
            return new Rewrite(view, rendered, all, reason + "; the largest of the newest results say less");
        }

        /** The same for another reason. */
        Rewrite because(String other) {
            return new Rewrite(view, rendered, decisions, other);
        }
    }

    /** The lane's view of the request as it stands, without any work. */
    static Rewrite asIs(CountedRequest request, View view) {
        RenderedView rendered = view.render(request.counted());
        boolean edited = !rendered.splices().isEmpty();
        return new Rewrite(
                view,
                rendered,
                edited ? EnumSet.of(Decision.VIEW) : EnumSet.of(Decision.PASS),
                edited ? "below the line; earlier edits are replayed" : "below the line; sent as it came");
    }

    /** Whether {@link #rewrite} may change anything: if not, the view as it stands is what is sent. */
    boolean isNeeded(CountedRequest request, Rewrite asIs, CutBounds bounds) {
        return bounds.mayCut(asIs.rendered().totalTokens())
                || (recallsFor(request.identified().policy()) && RecallStep.isDue(request, asIs.view()));
    }

    /** Cuts and recalls as needed; the result is the lane's view from now on. */
    Rewrite rewrite(CountedRequest request, CutBounds bounds) {
        Lane lane = request.identified().lane();
        while (true) {
            View seen = lane.state().view();
            Rewrite rewrite = rewritten(request, seen.on(request.counted().conversation()), bounds);
            boolean unchanged = rewrite.view() == seen;
            if (unchanged || lane.tryUpdateView(seen, rewrite.view())) {
                return rewrite;
            }
        }
    }

    /**
     * Cuts the history of a request that was answered, for the lane's next one.
     *
     * @return empty if nothing is worth cutting, or the lane has gone on meanwhile
     */
    Optional<Rewrite> rewriteAhead(CountedRequest request, CutBounds bounds) {
        Lane lane = request.identified().lane();
        View seen = lane.state().view();
        Rewrite asIs = asIs(request, seen.on(request.counted().conversation()));
        if (!request.isNewest() || !bounds.mayCut(asIs.rendered().totalTokens())) {
            return Optional.empty();
        }
        Rewrite cut = cut(request, asIs, bounds);
        boolean made = cut.decisions().contains(Decision.CUT) && lane.tryUpdateView(seen, cut.view());
        return made ? Optional.of(cut) : Optional.empty();
    }

    private Rewrite rewritten(CountedRequest request, View view, CutBounds bounds) {
        Rewrite asIs = asIs(request, view);
        Rewrite cut = bounds.mayCut(asIs.rendered().totalTokens()) ? cut(request, asIs, bounds) : asIs;
        if (recallsFor(request.identified().policy()) && RecallStep.isDue(request, cut.view())) {
            return recall(request, cut, bounds.goal());
        }
        return cut;
    }

    /**
     * The cut that is due, if one is; what it removes has been archived. It is not the lane's until it is put there.
     *
     * @param came the request as it would be sent without
     */
    Rewrite cut(CountedRequest request, Rewrite came, CutBounds bounds) {
        Optional<Cut> whole = planned(request, came, bounds, request.history().blocks());
        boolean fits = whole.isPresent() || !bounds.isOver(came.rendered().totalTokens());
        Rewrite fitted = fits ? came : tail.fitted(request, came, bounds.goal());
        if (fitted == came) {
            return cutAsPlanned(request, came, bounds, whole);
        }
        Rewrite cut = cutAsPlanned(
                request,
                fitted,
                bounds,
                planned(request, fitted, bounds, request.history().blocks()));
        return cut == fitted ? cut : cut.andReduced();
    }

    private Rewrite cutAsPlanned(CountedRequest request, Rewrite asIs, CutBounds bounds, Optional<Cut> planned) {
        if (planned.isEmpty()) {
            return bounds.isOver(asIs.rendered().totalTokens())
                    ? asIs.because("over the line; no cut would free enough")
                    : asIs;
        }
        if (isKept(request, planned.get())) {
            return made(request, planned.get(), planned.get().reason());
        }
        return cutUnkept(request, asIs, bounds);
    }

    /**
     * What cannot be archived is not cut as long as the backend takes it. Beyond that it has to go, and the block then does
     * not promise that it comes back.
     */
    private Rewrite cutUnkept(CountedRequest request, Rewrite asIs, CutBounds bounds) {
        int tokens = asIs.rendered().totalTokens();
        if (tokens <= bounds.hardTokens()) {
            String where = bounds.isOver(tokens) ? "over the line" : "below the line";
            return asIs.because(where + "; not cut, as the archive could not keep what a cut removes");
        }
        var writer = new UnkeptBlocks(request.history().blocks());
        return planned(request, asIs, bounds, writer)
                .map(cut -> made(request, cut, cut.reason() + "; the archive could not keep what was removed"))
                .orElse(asIs);
    }

    /** The cut to make, if there is one that is worth it and leaves the history legal. */
    private Optional<Cut> planned(CountedRequest request, Rewrite asIs, CutBounds bounds, BlockWriter writer) {
        var planner = new CutPlanner(request.model().prompts(), writer);
        Optional<Cut> planned = standing(planner, request, asIs.view(), bounds.goal());
        if (planned.isEmpty()) {
            return planned;
        }
        Cut cut = planned.get();
        RenderedView after = cut.view().render(request.counted());
        if (!bounds.isMade(cut, after.prefixStableTokens(asIs.rendered()))) {
            return Optional.empty();
        }
        var violations = validator.check(request.counted().conversation(), after.elements(), cut.keptResults());
        if (violations.isEmpty()) {
            return planned;
        }
        LOG.atWarn()
                .addKeyValue("lane", request.identified().lane().key())
                .addKeyValue("violations", violations)
                .log("a planned cut would break the history and is not made");
        meters.degraded(Step.VALIDATOR);
        return Optional.empty();
    }

    /**
     * A cut with which no result says only where it could be read before. Where all of them cannot be told again in full,
     * they stay as they are: a reference names a call that can be made again.
     */
    private static Optional<Cut> standing(CutPlanner planner, CountedRequest request, View view, CutGoal goal) {
        Optional<Cut> planned = planner.plan(request.counted(), view, goal);
        View told = view.withoutReferences();
        return planned.isEmpty() || told == view
                ? planned
                : planner.plan(request.counted(), told, goal).or(() -> planned);
    }

    private Rewrite made(CountedRequest request, Cut cut, String reason) {
        meters.cut(cut);
        return new Rewrite(cut.view(), cut.view().render(request.counted()), EnumSet.of(Decision.CUT), reason);
    }

    /** Archived before cut: whether what the cut removes can be found now. */
    private boolean isKept(CountedRequest request, Cut cut) {
        try {
            archive.keep(request.identified().lane().key(), request.counted().conversation(), cut);
            return true;
        } catch (ArchiveException notKept) {
            LOG.atWarn().setCause(notKept).log("what a cut removes could not be archived");
            meters.degraded(Step.ARCHIVE);
            return false;
        }
    }

    private Rewrite recall(CountedRequest request, Rewrite rewrite, CutGoal goal) {
        PolicyEntry policy = request.identified().policy();
        int room = goal.lineTokens() - rewrite.rendered().totalTokens();
        int budget =
                (int) Math.min(room, policy.effectiveRecall().effectiveBudget().count());
        if (budget <= 0) {
            return rewrite;
        }
        Optional<View> recalled = recalled(request, rewrite, budget);
        if (recalled.isEmpty()) {
            return rewrite;
        }
        RenderedView rendered = recalled.get().render(request.counted());
        if (rendered.totalTokens() > goal.lineTokens()) {
            return rewrite;
        }
        var decisions = EnumSet.copyOf(rewrite.decisions());
        decisions.remove(Decision.PASS);
        decisions.add(Decision.RECALL);
        meters.recalled(rendered.totalTokens() - rewrite.rendered().totalTokens());
        return new Rewrite(recalled.get(), rendered, decisions, rewrite.reason() + "; passages recalled");
    }

    /** A recall is a kindness: whatever fails in it, the request goes on without. */
    private Optional<View> recalled(CountedRequest request, Rewrite rewrite, int budget) {
        try {
            return recalls.recall(request, rewrite.view(), rewrite.rendered(), budget);
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).log("nothing could be recalled");
            meters.degraded(Step.RECALL);
            return Optional.empty();
        }
    }

    private static boolean recallsFor(PolicyEntry policy) {
        return policy.effectiveWhenOver() == WhenOver.RECALL
                && policy.effectiveRecall().recallsArchive();
    }
}
