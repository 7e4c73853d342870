package io.plimsoll.gateway;

import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.pipeline.Answers;
import io.plimsoll.gateway.pipeline.ContextPipeline;
import io.plimsoll.gateway.pipeline.LivePolicy;
import io.plimsoll.gateway.pipeline.Workers;
import io.plimsoll.gateway.responses.RecordedExchange;
import io.plimsoll.gateway.responses.ResponseStore;
import io.plimsoll.gateway.responses.ResponseTurn;
import io.plimsoll.gateway.session.SessionNames;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.Surface;
import io.plimsoll.gateway.surface.SurfaceRequest.SessionHints;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/responses}: what the gateway keeps is put into the request before the pipeline reads it, and what the client
 * gets is kept. Thread-safe.
 */
final class ContinuedResponses {

    /** As many bytes are read on the event loop as the pipeline reads there. */
    private static final int INLINE_BYTES = 128 << 10;

    private final Supplier<LivePolicy> policy;
    private final ContextPipeline pipeline;
    private final ResponseStore store;
    private final Workers workers;

    ContinuedResponses(Supplier<LivePolicy> policy, ContextPipeline pipeline, ResponseStore store, Workers workers) {
        this.policy = policy;
        this.pipeline = pipeline;
        this.store = store;
        this.workers = workers;
    }

    /** What to do with a request; a failed future means a defect, never bad input. */
    Future<ExchangePlan> plan(ClientRequest request, Surface surface) {
        String tenant = policy.get().tenants().of(request.headers()).name();
        return expanded(request, tenant)
                .compose(turn -> pipeline.plan(withBody(request, turn.body()), surface)
                        .map(plan -> sent(plan, request, turn, tenant)))
                .recover(failure -> failure instanceof MalformedRequestException malformed
                        ? Future.succeededFuture(refusal(surface, malformed))
                        : Future.failedFuture(failure));
    }

    private Future<ResponseTurn> expanded(ClientRequest request, String tenant) {
        if (request.body().length > INLINE_BYTES) {
            return workers.run(() -> store.expand(tenant, request.body()));
        }
        try {
            return Future.succeededFuture(store.expand(tenant, request.body()));
        } catch (MalformedRequestException malformed) {
            return Future.failedFuture(malformed);
        }
    }

    private ExchangePlan sent(ExchangePlan plan, ClientRequest request, ResponseTurn turn, String tenant) {
        return switch (plan) {
            case ExchangePlan.Answer answer -> answer;
            case ExchangePlan.Forward forward -> {
                boolean expanded = turn.body() != request.body();
                byte[] body = forward.editedBody() == null && expanded ? turn.body() : forward.editedBody();
                ResponseTurn.@Nullable Kept kept = turn.kept();
                yield new ExchangePlan.Forward(
                        forward.dispatch(),
                        body,
                        forward.shape(),
                        forward.stripUsage(),
                        kept == null
                                ? forward.listener()
                                : new RecordedExchange(
                                        forward.listener(), store.recorder(tenant, kept, session(request, turn))));
            }
        };
    }

    private @Nullable String session(ClientRequest request, ResponseTurn turn) {
        String header = policy.get().file().effectiveSession().header();
        return SessionNames.of(request.headers(), SessionHints.NONE, header)
                .orSession(turn.session())
                .session();
    }

    private static ExchangePlan refusal(Surface surface, MalformedRequestException malformed) {
        var answer =
                surface.errors().answer(malformed.error(), String.valueOf(malformed.getMessage()), malformed.param());
        return Answers.of(answer, List.of());
    }

    private static ClientRequest withBody(ClientRequest request, byte[] body) {
        return body == request.body()
                ? request
                : new ClientRequest(
                        request.method(),
                        request.target(),
                        request.path(),
                        request.headers(),
                        body,
                        request.bodyCollected(),
                        request.remoteAddress(),
                        request.gone());
    }
}
