package io.plimsoll.gateway.pipeline;

import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.PolicyMode;
import io.plimsoll.budget.config.WhenOver;
import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.metrics.GatewayMeters.Step;
import io.plimsoll.gateway.pipeline.Rewriter.Rewrite;
import io.plimsoll.gateway.pipeline.TokenModel.KeyedHistory;
import io.plimsoll.gateway.responses.ResponseStore;
import io.plimsoll.gateway.session.Explanation.Decision;
import io.plimsoll.gateway.session.Lanes;
import io.plimsoll.gateway.surface.ContextEdit;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.Surface;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import io.plimsoll.retrieval.Archive;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The way of a request:
 *
 *   identify  its dialect is read, tenant, session and lane are found        RequestIdentifier
 *   count     tokens of each message, from a cache or counted                TokenModel
 *   line      what the lane may hold now: cap, pressure, window              LaneLines
 *   compact   a client's own compaction request is not edited                CompactionStep
 *   clear     what the client wants cleared of its own history               ClearingStep
 *   note      what the client wants told in place of its history             NoteStep
 *   rewrite   a cut when it is over the line, recall when it asks for it     Rewriter
 *   queue     what is still over the line waits, if the policy says so       LineQueue
 *   send      refused, or forwarded: replica, reservation, until it ended    SendStep, BackendExchange
 */
/**
 * Decides what becomes of a request to a model: the list of steps, in their order. Each step takes a record and returns a
 * wider one. Runs on the request's event loop; what is slow goes to {@link Workers}. Thread-safe.
 */
public final class ContextPipeline {

    private static final Logger LOG = LoggerFactory.getLogger(ContextPipeline.class);

    /** Bodies up to this size are parsed on the event loop; ten thousand small new messages take longer than one long. */
    private static final int PARSE_INLINE_BYTES = 128 << 10;
    /** As many bytes of new text are counted on the event loop. */
    private static final int COUNT_INLINE_BYTES = 4 << 10;

    private final RequestIdentifier identifier;
    private final TokenModels models;
    private final LaneLines lines;
    private final CompactionStep compactions;
    private final ClearingStep clearings;
    private final NoteStep notes;
    private final Rewriter rewriter;
    private final LineQueue queue;
    private final Supplier<LivePolicy> policy;
    private final SendStep sending;
    private final Workers workers;
    private final GatewayMeters meters;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    /** The steps, as {@code Gateway} wires them. */
    private record Steps(
            RequestIdentifier identifier,
            TokenModels models,
            LaneLines lines,
            ClearingStep clearings,
            NoteStep notes,
            Rewriter rewriter) {}

    /** What the steps stand on. */
    public record Surroundings(
            Fleet fleet,
            ResponseStore responses,
            Workers workers,
            GatewayMeters meters,
            InstantSource clock,
            LongSupplier nanoTime) {}

    /** The pipeline over these lanes and this archive. */
    public static ContextPipeline of(
            Supplier<LivePolicy> policy, TokenModels models, Lanes lanes, Archive archive, Surroundings around) {
        var cuts = new CutArchive(archive, around.clock());
        var rewriter = new Rewriter(cuts, new RecallStep(archive, around.clock()), around.meters());
        return new ContextPipeline(
                policy,
                new Steps(
                        new RequestIdentifier(policy, lanes),
                        models,
                        new LaneLines(
                                policy,
                                around.fleet(),
                                new PoolReadings(
                                        around.fleet().ledger(),
                                        tenant -> policy.get().tenants().weight(tenant),
                                        Ticker.systemTicker())),
                        new ClearingStep(cuts, around.workers(), around.meters(), around.clock()),
                        new NoteStep(new HistoryNotes(cuts, around.meters(), around.clock()), around.workers()),
                        rewriter),
                around);
    }

    private ContextPipeline(Supplier<LivePolicy> policy, Steps steps, Surroundings around) {
        this.policy = policy;
        this.identifier = steps.identifier();
        this.models = steps.models();
        this.lines = steps.lines();
        this.compactions = new CompactionStep(steps.lines(), steps.rewriter(), around.workers(), around.clock());
        this.clearings = steps.clearings();
        this.notes = steps.notes();
        this.rewriter = steps.rewriter();
        this.queue = new LineQueue(steps.lines(), around.fleet(), around.workers(), around.nanoTime());
        this.sending = new SendStep(around);
        this.workers = around.workers();
        this.meters = around.meters();
        this.clock = around.clock();
        this.nanoTime = around.nanoTime();
    }

    /** What to do with a request whose body is not read: any healthy backend gets it as it came. */
    public ExchangePlan passUnread(ClientRequest client) {
        return sending.pass(client, identifier.unread(client));
    }

    /**
     * A question for an engine's own count goes to any healthy backend.
     *
     * @param body what is to be counted
     * @param otherwise the answer where the backend cannot count
     */
    ExchangePlan passCount(ClientRequest client, byte[] body, ExchangePlan.Answer otherwise) {
        return sending.passCount(client, identifier.unread(client), body, otherwise);
    }

    /** What to do with a request of {@code surface}; a failed future means a defect, never bad input. */
    public Future<ExchangePlan> plan(ClientRequest client, Surface surface) {
        long started = nanoTime.getAsLong();
        return identify(client, surface)
                .compose(identified -> plan(identified, started))
                .recover(failure -> failure instanceof MalformedRequestException malformed
                        ? Future.succeededFuture(Answers.malformed(surface.errors(), malformed, refusedUnread(client)))
                        : Future.failedFuture(failure));
    }

    /** The headers of an answer to a request of which only the head could be read. */
    private List<Map.Entry<String, String>> refusedUnread(ClientRequest client) {
        meters.decided(Set.of(Decision.REFUSE));
        String session = identifier.namesInHeaders(client).session();
        var decision = Map.entry("x-plimsoll-decision", ExchangeReport.words(Set.of(Decision.REFUSE)));
        return session == null ? List.of(decision) : List.of(Map.entry("x-plimsoll-session", session), decision);
    }

    private Future<IdentifiedRequest> identify(ClientRequest client, Surface surface) {
        boolean grows = !surface.expansion().isQuick(client.body());
        if (grows || client.body().length > PARSE_INLINE_BYTES) {
            return workers.run(() -> identifier.identify(client, surface));
        }
        try {
            return Future.succeededFuture(identifier.identify(client, surface));
        } catch (MalformedRequestException malformed) {
            return Future.failedFuture(malformed);
        }
    }

    private Future<ExchangePlan> plan(IdentifiedRequest request, long started) {
        History history = request.request().history();
        if (history == null) {
            return Future.succeededFuture(sending.unread(request, started));
        }
        return Future.succeededFuture(request)
                .compose(identified -> count(identified, history))
                .compose(counted -> edit(counted).compose(edited -> send(edited, started)), uncounted -> {
                    degraded(Step.TOKENIZER, uncounted);
                    return Future.succeededFuture(sending.unread(request, started));
                });
    }

    private Future<ExchangePlan> send(EditedRequest edited, long started) {
        if (edited.decisions().contains(Decision.REFUSE)) {
            return Future.succeededFuture(sending.refused(edited, started));
        }
        if (edited.note() != null && edited.note().alone()) {
            return Future.succeededFuture(sending.paused(edited, edited.note().block(), started));
        }
        return sending.translatesMuch(edited)
                ? workers.run(() -> sending.forward(edited, started))
                : Future.succeededFuture(sending.forward(edited, started));
    }

    /** A step that fails is a defect of the gateway, which the client's request must not pay for. */
    private void degraded(Step step, Throwable defect) {
        LOG.atError().addKeyValue("step", step).setCause(defect).log("a step failed; the request goes on without it");
        meters.degraded(step);
    }

    private Future<CountedRequest> count(IdentifiedRequest request, History history) {
        TokenModel model = models.of(request.request().model());
        var keyed = KeyedHistory.of(request.tenant().name(), history);
        if (model.uncountedBytes(keyed) > COUNT_INLINE_BYTES) {
            return workers.run(() -> new CountedRequest(request, history, model, model.count(keyed)));
        }
        return Future.succeededFuture(new CountedRequest(request, history, model, model.count(keyed)));
    }

    private Future<EditedRequest> edit(CountedRequest request) {
        if (request.identified().policy().effectiveMode() == PolicyMode.SHADOW) {
            return rewrite(request);
        }
        if (request.identified().compactingClient() != null) {
            return compactions.edit(request).recover(defect -> {
                degraded(Step.PIPELINE, defect);
                return rewrite(request).compose(this::queue);
            });
        }
        return clear(request)
                .compose(cleared -> note(request)
                        .compose(note -> noted(request, note))
                        .map(edited -> cleared ? edited.afterClearing() : edited));
    }

    private Future<Optional<NoteStep.Note>> note(CountedRequest request) {
        return notes.note(request).otherwise(defect -> {
            degraded(Step.PIPELINE, defect);
            return Optional.empty();
        });
    }

    private Future<EditedRequest> noted(CountedRequest request, Optional<NoteStep.Note> note) {
        if (note.isPresent() && note.get().alone()) {
            Rewrite asIs = Rewriter.asIs(request, View.EMPTY);
            var unsent = new EditedRequest(
                    request, asIs.rendered(), lines.of(request, asIs), asIs.decisions(), "nothing was sent");
            return Future.succeededFuture(unsent.with(note.get()));
        }
        return rewrite(request)
                .compose(this::queue)
                .map(edited -> note.map(edited::with).orElse(edited));
    }

    private Future<Boolean> clear(CountedRequest request) {
        return clearings.clear(request).otherwise(defect -> {
            degraded(Step.PIPELINE, defect);
            return false;
        });
    }

    private Future<EditedRequest> rewrite(CountedRequest request) {
        var view = request.identified().lane().state().view();
        Rewrite asIs = Rewriter.asIs(request, view.on(request.counted().conversation()));
        LaneLine line = lines.of(request, asIs);
        if (request.identified().policy().effectiveMode() == PolicyMode.SHADOW) {
            return Future.succeededFuture(edited(request, line, shadowed(request, line)));
        }
        Rewriter.Bounds bounds = bounds(request, line);
        if (!rewriter.isNeeded(request, asIs, bounds.goal())) {
            return Future.succeededFuture(edited(request, line, asIs));
        }
        return workers.run(() -> rewriter.rewrite(request, bounds))
                .otherwise(defect -> {
                    degraded(Step.PIPELINE, defect);
                    return asIs;
                })
                .map(rewrite -> edited(request, line, rewrite));
    }

    /** Lets a request whose policy queues wait for its line; what does not get below it in time is refused. */
    private Future<EditedRequest> queue(EditedRequest edited) {
        CountedRequest request = edited.counted();
        PolicyEntry entry = request.identified().policy();
        boolean queues = entry.effectiveWhenOver() == WhenOver.QUEUE && entry.effectiveMode() == PolicyMode.ENFORCE;
        if (!queues || edited.decisions().contains(Decision.REFUSE)) {
            return Future.succeededFuture(edited);
        }
        int tokens = edited.rendered().totalTokens();
        var limit = policy.get().file().effectiveTimeouts().effectiveFirstToken();
        return queue.await(request, tokens, limit)
                .map(fits -> fits
                        ? edited
                        : new EditedRequest(
                                request,
                                edited.rendered(),
                                edited.line(),
                                Set.of(Decision.REFUSE),
                                "the pool had no room for it within " + limit.toMillis() + " ms"));
    }

    /** A policy in shadow decides and counts, and changes nothing; it does not replay what was edited before it was. */
    private Rewrite shadowed(CountedRequest request, LaneLine line) {
        Rewrite asIs = Rewriter.asIs(request, View.EMPTY);
        boolean over = asIs.rendered().totalTokens() > line.line().lineTokens();
        if (over) {
            meters.shadowed();
        }
        return new Rewrite(
                asIs.view(),
                asIs.rendered(),
                EnumSet.of(Decision.PASS),
                over ? "over the line; the policy is in shadow, so it was sent as it came" : asIs.reason());
    }

    /** The client's own wish is a line as well, which is kept to the token: it has said when. */
    private Rewriter.Bounds bounds(CountedRequest request, LaneLine line) {
        var context = request.identified().policy().effectiveContext();
        int lineTokens = line.line().lineTokens();
        int lowWater = line.line().lowWaterTokens();
        var timing = CutGoal.Timing.EARLY;
        int wanted = compactsAt(request);
        if (wanted < lineTokens) {
            lineTokens = wanted;
            lowWater = Math.max(1, (int) (context.effectiveLowWater().fraction() * wanted));
            timing = CutGoal.Timing.AT_LINE;
        }
        var goal = new CutGoal(
                lineTokens,
                lowWater,
                context.effectiveNewestResults(),
                context.effectiveNewestShare().fraction(),
                timing,
                clock.instant());
        return new Rewriter.Bounds(goal, line.hardTokens());
    }

    /** How long the client itself wants its prompts at most. */
    private static int compactsAt(CountedRequest request) {
        return request.identified().request().contextEdits().stream()
                .filter(ContextEdit.Compact.class::isInstance)
                .mapToInt(edit -> ((ContextEdit.Compact) edit).triggerTokens())
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /**
     * What cannot be brought below the hard line is refused. Above a line that only pressure drew it is sent all the same:
     * refusing would help nobody's latency more than waiting in the engine's queue.
     */
    private EditedRequest edited(CountedRequest request, LaneLine line, Rewrite rewrite) {
        int tokens = rewrite.rendered().totalTokens();
        boolean enforced = request.identified().policy().effectiveMode() == PolicyMode.ENFORCE;
        boolean refusesOver = request.identified().policy().effectiveWhenOver() == WhenOver.REFUSE
                && tokens > line.line().lineTokens();
        boolean refuse = enforced && (tokens > line.hardTokens() || refusesOver);
        return new EditedRequest(
                request,
                rewrite.rendered(),
                line,
                refuse ? Set.of(Decision.REFUSE) : rewrite.decisions(),
                refuse ? "what cannot be cut does not fit below the line" : rewrite.reason());
    }
}
