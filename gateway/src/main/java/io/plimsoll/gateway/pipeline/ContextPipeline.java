package io.plimsoll.gateway.pipeline;

import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.backends.route.Route;
import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.PolicyMode;
import io.plimsoll.budget.config.WhenOver;
import io.plimsoll.budget.ledger.SharedPrefix;
import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.compression.plan.CutPlanner;
import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.metrics.GatewayMeters.Step;
import io.plimsoll.gateway.pipeline.Rewriter.Rewrite;
import io.plimsoll.gateway.pipeline.TokenModel.KeyedHistory;
import io.plimsoll.gateway.session.Explanation;
import io.plimsoll.gateway.session.Explanation.Decision;
import io.plimsoll.gateway.session.Lane;
import io.plimsoll.gateway.session.Lanes;
import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.surface.ErrorDialect;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.Surface;
import io.plimsoll.gateway.surface.SurfaceRequest.ByteInsertion;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import io.plimsoll.gateway.surface.Surfaces;
import io.plimsoll.retrieval.Archive;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The way of a request:
 *
 *   identify  its dialect is read, tenant, session and lane are found        RequestIdentifier
 *   count     tokens of each message, from a cache or counted                TokenModel
 *   line      what the lane may hold now: cap, pressure, window              LaneLines
 *   rewrite   a cut when it is over the line, recall when it asks for it     Rewriter
 *   queue     what is still over the line waits, if the policy says so       LineQueue
 *   send      replica, reservation, and everything until the stream ended    BackendExchange
 */
/**
 * Decides what becomes of a request to a model: the list of steps, in their order. Each step takes a record and returns a
 * wider one. Runs on the request's event loop; what is slow goes to {@link Workers}. Thread-safe.
 */
public final class ContextPipeline {

    private static final Logger LOG = LoggerFactory.getLogger(ContextPipeline.class);

    /** Bodies up to this size are parsed on the event loop: half a millisecond. */
    private static final int PARSE_INLINE_BYTES = 512 << 10;
    /** As many bytes of new text are counted on the event loop. */
    private static final int COUNT_INLINE_BYTES = 4 << 10;
    /** How meters call the model of a request that names none. */
    private static final String NO_MODEL = "none";
    /** What an answer is taken to need where the client sets no limit. */
    private static final int OUTPUT_TOKENS = 512;

    private final RequestIdentifier identifier;
    private final TokenModels models;
    private final LaneLines lines;
    private final Rewriter rewriter;
    private final LineQueue queue;
    private final Supplier<LivePolicy> policy;
    private final Fleet fleet;
    private final Workers workers;
    private final GatewayMeters meters;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    /** The steps, as {@code Gateway} wires them. */
    private record Steps(RequestIdentifier identifier, TokenModels models, LaneLines lines, Rewriter rewriter) {}

    /** What the steps stand on. */
    public record Surroundings(
            Fleet fleet, Workers workers, GatewayMeters meters, InstantSource clock, LongSupplier nanoTime) {}

    /** The pipeline over these lanes and this archive. */
    public static ContextPipeline of(
            Supplier<LivePolicy> policy, TokenModels models, Lanes lanes, Archive archive, Surroundings around) {
        var rewriter = new Rewriter(
                new CutArchive(archive, around.clock()), new RecallStep(archive, around.clock()), around.meters());
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
                        rewriter),
                around);
    }

    private ContextPipeline(Supplier<LivePolicy> policy, Steps steps, Surroundings around) {
        this.policy = policy;
        this.identifier = steps.identifier();
        this.models = steps.models();
        this.lines = steps.lines();
        this.rewriter = steps.rewriter();
        this.queue = new LineQueue(steps.lines(), around.fleet(), around.workers(), around.nanoTime());
        this.fleet = around.fleet();
        this.workers = around.workers();
        this.meters = around.meters();
        this.clock = around.clock();
        this.nanoTime = around.nanoTime();
    }

    /** What to do with a request whose body is not read: any healthy backend gets it as it came. */
    public ExchangePlan passUnread(ClientRequest client) {
        Lane lane = identifier.unread(client);
        var report = new ExchangeReport(
                meters,
                nanoTime,
                nanoTime.getAsLong(),
                new ExchangeReport.Subject("other", NO_MODEL, lane, null, null));
        var passage =
                new BackendExchange.Passage(null, lane.key(), new BackendExchange.Demand(0, 0, SharedPrefix.NONE));
        var exchange = new BackendExchange(fleet, passage, report);
        return exchange.refusal()
                .map(route -> unroutable(Surfaces.errorsAt(client.path()), route, NO_MODEL, report))
                .orElseGet(() -> {
                    report.forwarded();
                    return new ExchangePlan.Forward(exchange, null, ExchangePlan.AnswerShape.STREAM, false, exchange);
                });
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
        if (client.body().length > PARSE_INLINE_BYTES) {
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
            return Future.succeededFuture(forwardUnread(request, started));
        }
        return Future.succeededFuture(request)
                .compose(identified -> count(identified, history))
                .compose(
                        counted -> rewrite(counted)
                                .compose(this::queue)
                                .map(edited -> edited.decisions().contains(Decision.REFUSE)
                                        ? refused(edited, started)
                                        : forward(edited, started)),
                        uncounted -> {
                            degraded(Step.TOKENIZER, uncounted);
                            return Future.succeededFuture(forwardUnread(request, started));
                        });
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

    private Rewriter.Bounds bounds(CountedRequest request, LaneLine line) {
        int lineTokens = Math.max(1, line.line().lineTokens());
        int lowWater = Math.clamp(line.line().lowWaterTokens(), 1, lineTokens);
        var goal = new CutGoal(
                lineTokens,
                lowWater,
                request.identified().policy().effectiveContext().effectiveNewestResults(),
                CutGoal.Timing.EARLY,
                clock.instant());
        return new Rewriter.Bounds(goal, line.hardTokens());
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

    private ExchangePlan refused(EditedRequest edited, long started) {
        CountedRequest counted = edited.counted();
        IdentifiedRequest request = counted.identified();
        Explanation explanation = Explanations.of(edited, clock.instant());
        var report = report(request, explanation, null, started);
        if (explanation.sentTokens() <= edited.line().hardTokens()
                && request.policy().effectiveWhenOver() == WhenOver.QUEUE) {
            var busy = request.surface().errors().answer(ClientError.OVERLOADED, "Busy: " + edited.reason(), null);
            return Answers.of(busy, report.refused(busy.status(), edited.reason()));
        }
        int floor =
                CutPlanner.floorTokens(counted.counted(), request.lane().state().view());
        int limit = Math.min(edited.line().hardTokens(), edited.line().line().lineTokens());
        var errors = request.surface().errors();
        String message = errors.contextLengthMessage(explanation.clientTokens(), floor, limit);
        var answer = errors.answer(ClientError.CONTEXT_LENGTH, message, "messages");
        return Answers.of(answer, report.refused(answer.status(), edited.reason()));
    }

    private ExchangePlan forward(EditedRequest edited, long started) {
        CountedRequest counted = edited.counted();
        IdentifiedRequest request = counted.identified();
        Explanation explanation = Explanations.of(edited, clock.instant());
        request.lane().explain(explanation);
        request.lane().rendered(edited.rendered());
        var head = counted.counted().conversation().head();
        var demand = new BackendExchange.Demand(
                explanation.sentTokens(),
                outputTokens(request),
                new SharedPrefix(
                        head.high(),
                        head.low(),
                        Math.min(explanation.sentTokens(), counted.counted().headTokens())));
        var report =
                report(request, explanation, new ExchangeReport.Lesson(counted.model(), edited.rendered()), started);
        return send(
                request,
                demand,
                report,
                OutgoingBody.of(request.client().body(), edited.rendered(), usageSlot(request)));
    }

    private ExchangePlan forwardUnread(IdentifiedRequest request, long started) {
        int guess = request.client().body().length / 4;
        var demand = new BackendExchange.Demand(guess, outputTokens(request), SharedPrefix.NONE);
        var report = report(request, null, null, started);
        return send(request, demand, report, OutgoingBody.of(request.client().body(), null, usageSlot(request)));
    }

    private ExchangePlan send(
            IdentifiedRequest request, BackendExchange.Demand demand, ExchangeReport report, OutgoingBody body) {
        var passage = new BackendExchange.Passage(
                request.request().model(), request.lane().key(), demand);
        var exchange = new BackendExchange(fleet, passage, report);
        return exchange.refusal()
                .map(route -> unroutable(
                        request.surface().errors(), route, request.request().model(), report))
                .orElseGet(() -> {
                    report.forwarded();
                    return new ExchangePlan.Forward(
                            exchange,
                            body.edited(),
                            request.request().stream()
                                    ? ExchangePlan.AnswerShape.STREAM
                                    : ExchangePlan.AnswerShape.WHOLE,
                            body.stripUsage(),
                            exchange);
                });
    }

    private static ExchangePlan unroutable(ErrorDialect dialect, Route route, String model, ExchangeReport report) {
        var answer = Answers.unroutable(dialect, route, model);
        return Answers.of(answer, report.refused(answer.status(), "no backend could take it"));
    }

    private ExchangeReport report(
            IdentifiedRequest request,
            @Nullable Explanation explanation,
            ExchangeReport.@Nullable Lesson lesson,
            long started) {
        return new ExchangeReport(
                meters,
                nanoTime,
                started,
                new ExchangeReport.Subject(
                        request.surface().operation(),
                        fleet.meterName(request.request().model()),
                        request.lane(),
                        explanation,
                        lesson));
    }

    /** The edit that makes a stream report usage, where the meter needs it and the backend knows how. */
    private @Nullable ByteInsertion usageSlot(IdentifiedRequest request) {
        return fleet.reportsStreamUsage(request.request().model())
                ? request.request().usageSlot()
                : null;
    }

    private static int outputTokens(IdentifiedRequest request) {
        Integer asked = request.request().maxOutputTokens();
        return asked == null ? OUTPUT_TOKENS : Math.min(asked, 4 * OUTPUT_TOKENS);
    }
}
