package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.Backend;
import io.plimsoll.backends.route.Route;
import io.plimsoll.budget.config.WhenOver;
import io.plimsoll.budget.ledger.SharedPrefix;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.plan.CutPlanner;
import io.plimsoll.gateway.http.AnswerEditing;
import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.responses.ResponseRecorder;
import io.plimsoll.gateway.responses.ResponseStore;
import io.plimsoll.gateway.session.Explanation;
import io.plimsoll.gateway.session.Lane;
import io.plimsoll.gateway.surface.AppliedEdits;
import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.surface.CompactionBlock;
import io.plimsoll.gateway.surface.ContinuedId;
import io.plimsoll.gateway.surface.EngineErrors;
import io.plimsoll.gateway.surface.ErrorDialect;
import io.plimsoll.gateway.surface.SurfaceRequest.ByteInsertion;
import io.plimsoll.gateway.surface.Surfaces;
import io.plimsoll.gateway.surface.Turn;
import io.plimsoll.gateway.translate.Translations;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The last step of a request: it is refused, or goes to a backend as it was edited. Thread-safe. */
final class SendStep {

    /** How meters call the model of a request that names none. */
    private static final String NO_MODEL = "none";
    /** What an answer is taken to need where the client sets no limit. */
    private static final int OUTPUT_TOKENS = 512;

    private static final Consumer<Backend> NOTHING_AFTERWARDS = backend -> {};

    /** Translated in a few milliseconds. */
    private static final int TRANSLATED_INLINE_BYTES = 64 << 10;

    private final Translations translations = new Translations();
    private final Fleet fleet;
    private final AheadCut ahead;
    private final ResponseStore responses;
    private final GatewayMeters meters;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    SendStep(AheadCut ahead, ContextPipeline.Surroundings around) {
        this.ahead = ahead;
        this.fleet = around.fleet();
        this.responses = around.responses();
        this.meters = around.meters();
        this.clock = around.clock();
        this.nanoTime = around.nanoTime();
    }

    /** Sends a request of which only the head was read, to any healthy backend. */
    ExchangePlan pass(ClientRequest client, Lane lane) {
        return pass(client, lane, Outgoing.unread(client.path()));
    }

    /**
     * Asks a backend to count, without a reservation.
     *
     * @param body what is to be counted
     * @param otherwise the answer where the backend cannot count
     */
    ExchangePlan passCount(ClientRequest client, Lane lane, byte[] body, ExchangePlan.Answer otherwise) {
        return pass(client, lane, Outgoing.count(client.path(), body == client.body() ? null : body, otherwise));
    }

    private ExchangePlan pass(ClientRequest client, Lane lane, Outgoing outgoing) {
        var report = new ExchangeReport(
                meters,
                nanoTime,
                nanoTime.getAsLong(),
                new ExchangeReport.Subject("other", NO_MODEL, lane, null, null, null));
        var passage = new BackendExchange.Passage(null, lane.key(), Berth.Demand.UNKNOWN, outgoing, NOTHING_AFTERWARDS);
        var exchange = new BackendExchange(fleet, passage, report);
        return exchange.refusal()
                .map(route -> unroutable(Surfaces.errorsAt(client.path()), route, NO_MODEL, report))
                .orElseGet(() -> {
                    report.forwarded();
                    return new ExchangePlan.Forward(exchange, ExchangePlan.AnswerShape.STREAM, exchange);
                });
    }

    /** The answer to a request that does not fit; the message carries the real numbers. */
    ExchangePlan refused(EditedRequest edited, long started) {
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
        var answer = errors.answer(
                ClientError.CONTEXT_LENGTH, message, request.surface().historyField());
        return Answers.of(answer, report.refused(answer.status(), edited.reason()));
    }

    /** The answer to a client that pauses when its history is compacted: no backend is asked. */
    ExchangePlan paused(EditedRequest edited, CompactionBlock block, long started) {
        CountedRequest counted = edited.counted();
        IdentifiedRequest request = counted.identified();
        Explanation explanation = Explanations.of(edited, clock.instant()).unsent();
        var headers = report(request, explanation, null, started).answered(200);
        String id = "msg_" + counted.counted().conversation().chain().getLast();
        String model = request.request().model();
        int tokens = explanation.clientTokens();
        return request.request().stream()
                ? block.aloneAsEvents(id, model, tokens, headers)
                : block.alone(id, model, tokens, headers);
    }

    /** Sends a request as it was edited. */
    ExchangePlan forward(EditedRequest edited, long started) {
        CountedRequest counted = edited.counted();
        IdentifiedRequest request = counted.identified();
        Explanation explanation = Explanations.of(edited, clock.instant());
        request.lane().explain(explanation);
        request.lane().rendered(edited.rendered());
        var head = counted.counted().conversation().head();
        var demand = new Berth.Demand(
                explanation.sentTokens(),
                outputTokens(request),
                new SharedPrefix(
                        head.high(),
                        head.low(),
                        Math.min(explanation.sentTokens(), counted.counted().headTokens())),
                explanation.prefixTokens());
        var report =
                report(request, explanation, new ExchangeReport.Lesson(counted.model(), edited.rendered()), started);
        var passage = new BackendExchange.Passage(
                request.request().model(),
                request.lane().key(),
                demand,
                outgoing(request, edited.rendered(), told(edited)),
                ahead.after(edited));
        return send(request, passage, report);
    }

    /** Sends a request whose history is not read, or could not be counted, as it came. */
    ExchangePlan unread(IdentifiedRequest request, long started) {
        int guess = request.body().length / 4;
        var demand = new Berth.Demand(guess, outputTokens(request), SharedPrefix.NONE, 0);
        var report = report(request, null, null, started);
        var passage = new BackendExchange.Passage(
                request.request().model(),
                request.lane().key(),
                demand,
                outgoing(request, null, AnswerEditing.NONE),
                NOTHING_AFTERWARDS);
        return send(request, passage, report);
    }

    /** Whether {@link #forward} has so much to translate that it should not run on an event loop. */
    boolean translatesMuch(EditedRequest edited) {
        IdentifiedRequest request = edited.counted().identified();
        return request.body().length > TRANSLATED_INLINE_BYTES
                && fleet.mayTranslate(
                        request.request().model(), request.client().path());
    }

    private ExchangePlan send(IdentifiedRequest request, BackendExchange.Passage passage, ExchangeReport report) {
        if (fleet.mayTranslate(request.request().model(), request.client().path())) {
            passage.outgoing().translateAhead();
        }
        var exchange = new BackendExchange(fleet, passage, report);
        return exchange.refusal()
                .map(route -> unroutable(
                        request.surface().errors(), route, request.request().model(), report))
                .orElseGet(() -> {
                    report.forwarded();
                    return new ExchangePlan.Forward(
                            exchange,
                            request.request().stream()
                                    ? ExchangePlan.AnswerShape.STREAM
                                    : ExchangePlan.AnswerShape.WHOLE,
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
                        lesson,
                        recorder(request)));
    }

    private @Nullable ResponseRecorder recorder(IdentifiedRequest request) {
        Turn.Kept kept = request.turn().kept();
        return kept == null
                ? null
                : responses.recorder(
                        request.tenant().name(), kept, request.lane().key().session());
    }

    /** The edit that makes a stream report usage, where the meter needs it and the backend knows how. */
    private @Nullable ByteInsertion usageSlot(IdentifiedRequest request) {
        return fleet.reportsStreamUsage(request.request().model())
                ? request.request().usageSlot()
                : null;
    }

    private Outgoing outgoing(IdentifiedRequest request, @Nullable RenderedView rendered, AnswerEditing told) {
        String previous = request.turn().previous();
        String model = request.request().model();
        var errors = new EngineErrors(
                request.surface().errors(),
                rendered == null ? OptionalInt.empty() : OptionalInt.of(rendered.totalTokens()),
                fleet.windowTokens(model));
        return Outgoing.of(
                request,
                rendered,
                usageSlot(request),
                errors,
                previous == null ? told : new ContinuedId(previous),
                translations.overChat(request.client().path()));
    }

    /** What the client asked to be told. */
    private static AnswerEditing told(EditedRequest edited) {
        CountedRequest counted = edited.counted();
        AnswerEditing cleared = AppliedEdits.of(
                        counted.identified().request().contextEdits(),
                        edited.rendered(),
                        counted.counted().conversation())
                .<AnswerEditing>map(applied -> applied)
                .orElse(AnswerEditing.NONE);
        NoteStep.Note note = edited.note();
        return note == null ? cleared : cleared.then(note.block());
    }

    private static int outputTokens(IdentifiedRequest request) {
        Integer asked = request.request().maxOutputTokens();
        return asked == null ? OUTPUT_TOKENS : Math.min(asked, 4 * OUTPUT_TOKENS);
    }
}
