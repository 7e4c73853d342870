package io.plimsoll.gateway.pipeline;

import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.PolicyMode;
import io.plimsoll.budget.config.WhenOver;
import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.metrics.GatewayMeters.Step;
import io.plimsoll.gateway.pipeline.RequestIdentifier.ReadRequest;
import io.plimsoll.gateway.pipeline.TokenModel.KeyedHistory;
import io.plimsoll.gateway.quality.QualityMeter;
import io.plimsoll.gateway.quality.WorkWatch;
import io.plimsoll.gateway.responses.ResponseStore;
import io.plimsoll.gateway.session.Explanation.Decision;
import io.plimsoll.gateway.session.Lanes;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.Surface;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import io.plimsoll.retrieval.Archive;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/*
 * The way of a request:
 *
 *   identify  its dialect is read, tenant, session and lane are found        RequestIdentifier
 *   count     tokens of each message, from a cache or counted                TokenModel
 *   line      what the lane may hold now: cap, pressure, window              LaneLines
 *   compact   a client's own compaction request is not edited                CompactionStep
 *   arrive    new results that say the same in fewer words                   ArrivalStep
 *   clear     what the client wants cleared of its own history               ClearingStep
 *   note      what the client wants told in place of its history             NoteStep
 *   rewrite   a cut when it is due or pays, recall when it asks for it       LineStep, CutTimes, Rewriter
 *   queue     what is still over the line waits, if the policy says so       LineQueue
 *   watch     what the agent did since its last turn, for the quality meter  WorkStep
 *   send      refused, or forwarded: replica, reservation, until it ended    SendStep, BackendExchange
 *   ahead     the next turn's cut, made and prefilled while nobody waits     AheadCut
 */
/**
 * Decides what becomes of a request to a model: the list of steps, in their order. Each step takes a record and returns a
 * wider one. Runs on the request's event loop; what is slow goes to {@link Workers}. Thread-safe.
 */
public final class ContextPipeline {

    /** Bodies up to this size are parsed on the event loop; ten thousand small new messages take longer than one long. */
    private static final int PARSE_INLINE_BYTES = 128 << 10;
    /** As many bytes of new text are counted on the event loop. */
    private static final int COUNT_INLINE_BYTES = 4 << 10;

    private final Supplier<LivePolicy> policy;
    private final Steps steps;
    private final SendStep sending;
    private final Workers workers;
    private final GatewayMeters meters;
    private final Defects defects;
    private final LongSupplier nanoTime;

    /** The steps that a request goes through before it is sent. */
    private record Steps(
            RequestIdentifier identifier,
            TokenModels models,
            CompactionStep compactions,
            ArrivalStep arrivals,
            ClearingStep clearings,
            NoteStep notes,
            LineStep line,
            LineQueue queue,
            WorkStep work,
            AheadCut ahead) {}

    /**
     * What the steps stand on.
     *
     * @param http sends what no client has asked for; apart from the probes, whose pool it would fill
     * @param quality what cuts have cost the agents of each policy so far
     */
    public record Surroundings(
            Fleet fleet,
            ResponseStore responses,
            Workers workers,
            HttpClientAgent http,
            GatewayMeters meters,
            QualityMeter quality,
            InstantSource clock,
            LongSupplier nanoTime) {}

    /** The pipeline over these lanes and this archive. */
    public static ContextPipeline of(
            Supplier<LivePolicy> policy, TokenModels models, Lanes lanes, Archive archive, Surroundings around) {
        Fleet fleet = around.fleet();
        Workers workers = around.workers();
        GatewayMeters meters = around.meters();
        InstantSource clock = around.clock();
        var cuts = new CutArchive(archive, clock);
        var rewriter = new Rewriter(cuts, new RecallStep(archive, clock), meters);
        var readings = new PoolReadings(
                fleet.ledger(), tenant -> policy.get().tenants().weight(tenant), Ticker.systemTicker());
        var lines = new LaneLines(policy, fleet, readings);
        var times = new CutTimes(new LaneWarmth(fleet), new ModelWorks(policy, fleet), around.quality(), clock);
        var steps = new Steps(
                new RequestIdentifier(policy, lanes),
                models,
                new CompactionStep(lines, times, rewriter, workers),
                new ArrivalStep(cuts, workers, meters, clock),
                new ClearingStep(cuts, workers, meters, clock),
                new NoteStep(new HistoryNotes(cuts, meters, clock), workers),
                new LineStep(lines, times, rewriter, workers, meters),
                new LineQueue(lines, fleet, workers, around.nanoTime()),
                new WorkStep(new WorkWatch(around.quality()), workers, meters),
                new AheadCut(policy, lines, times, rewriter, around));
        return new ContextPipeline(policy, steps, around);
    }

    private ContextPipeline(Supplier<LivePolicy> policy, Steps steps, Surroundings around) {
        this.policy = policy;
        this.steps = steps;
        this.sending = new SendStep(steps.ahead(), around);
        this.workers = around.workers();
        this.meters = around.meters();
        this.defects = new Defects(around.meters());
        this.nanoTime = around.nanoTime();
    }

    /** What to do with a request whose body is not read: any healthy backend gets it as it came. */
    public ExchangePlan passUnread(ClientRequest client) {
        return sending.pass(client, steps.identifier().unread(client));
    }

    /**
     * A question for an engine's own count goes to any healthy backend.
     *
     * @param body what is to be counted
     * @param otherwise the answer where the backend cannot count
     */
    ExchangePlan passCount(ClientRequest client, byte[] body, ExchangePlan.Answer otherwise) {
        return sending.passCount(client, steps.identifier().unread(client), body, otherwise);
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
        String session = steps.identifier().namesInHeaders(client).session();
        var decision = Map.entry("x-plimsoll-decision", ExchangeReport.words(Set.of(Decision.REFUSE)));
        return session == null ? List.of(decision) : List.of(Map.entry("x-plimsoll-session", session), decision);
    }

    private Future<IdentifiedRequest> identify(ClientRequest client, Surface surface) {
        boolean grows = !surface.expansion().isQuick(client.body());
        if (grows || client.body().length > PARSE_INLINE_BYTES) {
            return workers.run(() -> steps.identifier().identify(client, surface));
        }
        try {
            ReadRequest read = steps.identifier().read(client, surface);
            return steps.identifier().mayBlock(read)
                    ? workers.run(() -> steps.identifier().locate(read))
                    : Future.succeededFuture(steps.identifier().locate(read));
        } catch (MalformedRequestException malformed) {
            return Future.failedFuture(malformed);
        }
    }

    private Future<ExchangePlan> plan(IdentifiedRequest request, long started) {
        steps.ahead().overtaken(request.lane());
        History history = request.request().history();
        if (history == null) {
            return Future.succeededFuture(sending.unread(request, started));
        }
        return Future.succeededFuture(request)
                .compose(identified -> count(identified, history))
                .compose(
                        counted -> edit(counted).map(steps.work()::watch).compose(edited -> send(edited, started)),
                        uncounted -> {
                            defects.degraded(Step.TOKENIZER, uncounted);
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

    private Future<CountedRequest> count(IdentifiedRequest request, History history) {
        TokenModel model = steps.models().of(request.request().model());
        var keyed = KeyedHistory.of(request.tenant().name(), history);
        if (model.uncountedBytes(keyed) > COUNT_INLINE_BYTES) {
            return workers.run(() -> new CountedRequest(request, history, model, model.count(keyed)));
        }
        return Future.succeededFuture(new CountedRequest(request, history, model, model.count(keyed)));
    }

    private Future<EditedRequest> edit(CountedRequest request) {
        if (request.identified().policy().effectiveMode() == PolicyMode.SHADOW) {
            return steps.line().edit(request);
        }
        if (request.identified().compactingClient() != null) {
            return steps.compactions().edit(request).recover(defect -> {
                defects.degraded(Step.PIPELINE, defect);
                return steps.line().edit(request).compose(this::queue);
            });
        }
        return shorten(request)
                .compose(shortened -> clear(request)
                        .compose(cleared -> note(request)
                                .compose(note -> noted(request, note))
                                .map(edited -> cleared ? edited.afterClearing() : edited))
                        .map(edited -> shortened ? edited.afterShortening() : edited));
    }

    private Future<Boolean> shorten(CountedRequest request) {
        return steps.arrivals().shorten(request).otherwise(defect -> {
            defects.degraded(Step.PIPELINE, defect);
            return false;
        });
    }

    private Future<Optional<NoteStep.Note>> note(CountedRequest request) {
        return steps.notes().note(request).otherwise(defect -> {
            defects.degraded(Step.PIPELINE, defect);
            return Optional.empty();
        });
    }

    private Future<EditedRequest> noted(CountedRequest request, Optional<NoteStep.Note> note) {
        if (note.isPresent() && note.get().alone()) {
            return Future.succeededFuture(steps.line().unsent(request).with(note.get()));
        }
        return steps.line()
                .edit(request)
                .compose(this::queue)
                .map(edited -> note.map(edited::with).orElse(edited));
    }

    private Future<Boolean> clear(CountedRequest request) {
        return steps.clearings().clear(request).otherwise(defect -> {
            defects.degraded(Step.PIPELINE, defect);
            return false;
        });
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
        return steps.queue()
                .await(request, tokens, limit)
                .map(fits -> fits
                        ? edited
                        : new EditedRequest(
                                request,
                                edited.rendered(),
                                edited.line(),
                                Set.of(Decision.REFUSE),
                                "the pool had no room for it within " + limit.toMillis() + " ms"));
    }
}
