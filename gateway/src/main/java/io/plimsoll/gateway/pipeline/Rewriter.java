package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.WhenOver;
import io.plimsoll.compression.Conversation;
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

    /** Below this share of the line no cut is ever planned. */
    private static final double PLANNED_FROM = .75;

    private final HistoryValidator validator = new HistoryValidator();
    private final CutArchive archive;
    private final RecallStep recalls;
    private final GatewayMeters meters;

    Rewriter(CutArchive archive, RecallStep recalls, GatewayMeters meters) {
        this.archive = archive;
        this.recalls = recalls;
        this.meters = meters;
    }

    /** What a request is sent as. */
    record Rewrite(View view, RenderedView rendered, Set<Decision> decisions, String reason) {}

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
    boolean isNeeded(CountedRequest request, Rewrite asIs, CutGoal goal) {
        Conversation conversation = request.counted().conversation();
        return mayCut(asIs, goal)
                || (recallsFor(request.identified().policy()) && RecallStep.isDue(conversation, asIs.view()));
    }

    /** Cuts and recalls as needed; the result is the lane's view from now on. */
    Rewrite rewrite(CountedRequest request, CutGoal goal) {
        Lane lane = request.identified().lane();
        while (true) {
            View seen = lane.state().view();
            Rewrite rewrite = rewritten(request, seen.on(request.counted().conversation()), goal);
            boolean unchanged = rewrite.view() == seen;
            if (unchanged || lane.tryUpdateView(seen, rewrite.view())) {
                return rewrite;
            }
        }
    }

    private Rewrite rewritten(CountedRequest request, View view, CutGoal goal) {
        Rewrite asIs = asIs(request, view);
        Rewrite cut = mayCut(asIs, goal) ? cut(request, asIs, goal) : asIs;
        Conversation conversation = request.counted().conversation();
        if (recallsFor(request.identified().policy()) && RecallStep.isDue(conversation, cut.view())) {
            return recall(request, cut, goal);
        }
        return cut;
    }

    private static boolean mayCut(Rewrite asIs, CutGoal goal) {
        return asIs.rendered().totalTokens() > PLANNED_FROM * goal.lineTokens();
    }

    private Rewrite cut(CountedRequest request, Rewrite asIs, CutGoal goal) {
        var planner =
                new CutPlanner(request.model().prompts(), request.history().blocks());
        Optional<Cut> planned = planner.plan(request.counted(), asIs.view(), goal);
        if (planned.isEmpty()) {
            return asIs;
        }
        Cut cut = planned.get();
        RenderedView rendered = cut.view().render(request.counted());
        var violations = validator.check(request.counted().conversation(), rendered.elements(), cut.keptResults());
        if (!violations.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("lane", request.identified().lane().key())
                    .addKeyValue("violations", violations)
                    .log("a planned cut would break the history and is not made");
            meters.degraded(Step.VALIDATOR);
            return asIs;
        }
        keep(request, cut);
        meters.cut(cut);
        return new Rewrite(cut.view(), rendered, EnumSet.of(Decision.CUT), cut.reason());
    }

    /** Archived before cut. A store that fails degrades to a cut without recall: a request is never failed for it. */
    private void keep(CountedRequest request, Cut cut) {
        try {
            archive.keep(request.identified().lane().key(), request.counted().conversation(), cut);
        } catch (ArchiveException notKept) {
            LOG.atWarn().setCause(notKept).log("what a cut removes could not be archived");
            meters.degraded(Step.ARCHIVE);
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
        Optional<View> recalled = recalls.recall(request, rewrite.view(), rewrite.rendered(), budget);
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

    private static boolean recallsFor(PolicyEntry policy) {
        return policy.effectiveWhenOver() == WhenOver.RECALL
                && policy.effectiveRecall().recallsArchive();
    }
}
