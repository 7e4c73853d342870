package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.View;
import io.plimsoll.gateway.pipeline.Rewriter.Rewrite;
import io.plimsoll.gateway.session.Explanation.Decision;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.Set;

/**
 * Lets a client's own compaction request through as it came: it is about the text that a cut would take away. Where the engine
 * cannot take all of it, the lane's view is replayed, whose prefix is warm; where that is too much as well, the middle of it
 * shrinks to what the engine takes, for this request alone. Neither the policy's cap nor pressure holds it, since it is how a
 * session becomes short again. Thread-safe.
 */
final class CompactionStep {

    private final LaneLines lines;
    private final CutTimes times;
    private final Rewriter rewriter;
    private final Workers workers;

    CompactionStep(LaneLines lines, CutTimes times, Rewriter rewriter, Workers workers) {
        this.lines = lines;
        this.times = times;
        this.rewriter = rewriter;
        this.workers = workers;
    }

    /** The compaction request as it is sent; refused only where nothing that may go would make it fit. */
    Future<EditedRequest> edit(CountedRequest request) {
        LaneLine line = lines.ofEngine(request);
        Rewrite whole = Rewriter.asIs(request, View.EMPTY);
        if (fits(whole, line)) {
            return Future.succeededFuture(edited(request, line, whole, "sent as it came"));
        }
        View view = request.identified().lane().state().view();
        Rewrite replayed = Rewriter.asIs(request, view.on(request.counted().conversation()));
        if (fits(replayed, line)) {
            return Future.succeededFuture(edited(
                    request,
                    line,
                    replayed,
                    "too long for the engine as it came; the lane's earlier edits are replayed"));
        }
        return workers.run(() -> rewriter.cut(request, replayed, bounds(request, line)))
                .map(cut -> fits(cut, line)
                        ? edited(request, line, cut, "too long for the engine; its middle was shortened for this once")
                        : new EditedRequest(
                                request,
                                cut.rendered(),
                                line,
                                Set.of(Decision.REFUSE),
                                "what cannot be cut is more than the engine takes"));
    }

    private static boolean fits(Rewrite rewrite, LaneLine line) {
        return rewrite.rendered().totalTokens() <= line.hardTokens();
    }

    /** As many of the newest results stay as the engine takes: all of it was to be summarised. */
    private CutBounds bounds(CountedRequest request, LaneLine line) {
        int results = request.counted().conversation().messages().stream()
                .mapToInt(message -> message.facts().results().size())
                .sum();
        int tokens = line.hardTokens();
        return times.exactly(request, tokens, tokens, results, line);
    }

    private static EditedRequest edited(CountedRequest request, LaneLine line, Rewrite rewrite, String how) {
        var decisions = EnumSet.copyOf(rewrite.decisions());
        decisions.remove(Decision.PASS);
        decisions.add(Decision.COMPACTION);
        String reason = "the compaction request of " + request.identified().compactingClient() + ": " + how;
        return new EditedRequest(request, rewrite.rendered(), line, decisions, reason);
    }
}
