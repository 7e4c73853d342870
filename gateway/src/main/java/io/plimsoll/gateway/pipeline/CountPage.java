package io.plimsoll.gateway.pipeline;

import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.pipeline.TokenModel.KeyedHistory;
import io.plimsoll.gateway.surface.CountSurface;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.SurfaceRequest;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tells a client how many tokens its request has, as it would send it: not what would be left of it after a cut, since the
 * client asks to know its own history. Where the policy file names the model's tokenizer the count is made here; else the
 * engine is asked, which knows better, and only one that cannot count leaves it to what has been learned of the model.
 * Thread-safe.
 */
public final class CountPage {

    private final Supplier<LivePolicy> policy;
    private final TokenModels models;
    private final ContextPipeline pipeline;
    private final Workers workers;

    public CountPage(Supplier<LivePolicy> policy, TokenModels models, ContextPipeline pipeline, Workers workers) {
        this.policy = policy;
        this.models = models;
        this.pipeline = pipeline;
        this.workers = workers;
    }

    /** What to do with a request to count. */
    public Future<ExchangePlan> plan(ClientRequest client, CountSurface surface) {
        return workers.run(() -> count(client, surface))
                .map(counted -> counted.exact()
                        ? counted.answer()
                        : pipeline.passCount(client, counted.body(), counted.answer()))
                .recover(failure -> failure instanceof MalformedRequestException malformed
                        ? Future.succeededFuture(
                                Answers.malformed(surface.counted().errors(), malformed, List.of()))
                        : Future.failedFuture(failure));
    }

    /**
     * What was counted.
     *
     * @param body the request with its whole history in it
     * @param exact whether it was counted with the model's own tokenizer
     */
    private record Counted(byte[] body, ExchangePlan.Answer answer, boolean exact) {}

    private Counted count(ClientRequest client, CountSurface surface) throws MalformedRequestException {
        LivePolicy now = policy.get();
        String tenant = now.tenants().of(client.headers()).name();
        byte[] body =
                surface.counted().expansion().expand(tenant, client.body()).body();
        SurfaceRequest request = surface.counted().read(body, tenant);
        History history = request.history();
        int tokens = history == null
                ? 0
                : models.of(request.model())
                        .count(KeyedHistory.of(tenant, history))
                        .totalTokens();
        boolean exact = history != null
                && now.file()
                        .modelCalled(request.model())
                        .filter(entry -> entry.tokenizer() != null)
                        .isPresent();
        return new Counted(
                body,
                new ExchangePlan.Answer(
                        200,
                        List.of(Map.entry("content-type", "application/json")),
                        surface.answer().write(tokens)),
                exact);
    }
}
