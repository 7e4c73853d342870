package io.plimsoll.gateway;

import io.plimsoll.gateway.admin.AdminPages;
import io.plimsoll.gateway.http.BodyHandling;
import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.http.ClientRequestHead;
import io.plimsoll.gateway.http.EdgeFailure;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.http.ExchangePlanner;
import io.plimsoll.gateway.pipeline.Answers;
import io.plimsoll.gateway.pipeline.ContextPipeline;
import io.plimsoll.gateway.pipeline.CountPage;
import io.plimsoll.gateway.pipeline.LivePolicy;
import io.plimsoll.gateway.pipeline.ModelsPage;
import io.plimsoll.gateway.pipeline.Workers;
import io.plimsoll.gateway.responses.CompactPage;
import io.plimsoll.gateway.responses.ResponsePages;
import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.surface.CountSurface;
import io.plimsoll.gateway.surface.ErrorDialect;
import io.plimsoll.gateway.surface.Surface;
import io.plimsoll.gateway.surface.Surfaces;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The table of paths: which part of the gateway answers what. Thread-safe. */
final class GatewayPlanner implements ExchangePlanner {

    /** As much as a slice that is written to a backend at once. */
    private static final int SMALL_BODY_BYTES = 256 << 10;

    private final Supplier<LivePolicy> policy;
    private final Surfaces surfaces;
    private final ContextPipeline pipeline;
    private final CountPage counting;
    private final ModelsPage models;
    private final ResponsePages responses;
    private final CompactPage compactions;
    private final Workers workers;
    private final AdminPages admin;
    private final EdgeFailures failures;

    /** The parts that answer. */
    record Parts(
            Surfaces surfaces,
            ContextPipeline pipeline,
            CountPage counting,
            ModelsPage models,
            Responses responses,
            AdminPages admin,
            EdgeFailures failures) {}

    /** What is answered under {@code /v1/responses/}, and where: histories are long. */
    record Responses(ResponsePages pages, CompactPage compactions, Workers workers) {}

    GatewayPlanner(Supplier<LivePolicy> policy, Parts parts) {
        this.policy = policy;
        this.surfaces = parts.surfaces();
        this.pipeline = parts.pipeline();
        this.counting = parts.counting();
        this.models = parts.models();
        this.responses = parts.responses().pages();
        this.compactions = parts.responses().compactions();
        this.workers = parts.responses().workers();
        this.admin = parts.admin();
        this.failures = parts.failures();
    }

    @Override
    public BodyHandling handling(HttpMethod method, String path, MultiMap headers) {
        boolean read = AdminPages.covers(path)
                || surface(method, path).isPresent()
                || counted(method, path).isPresent()
                || isCompaction(method, path);
        return read && !isPacked(headers) || isSmall(headers) ? BodyHandling.COLLECT : BodyHandling.STREAM;
    }

    /** What is packed cannot be read; it passes through with its budget off. */
    private static boolean isPacked(MultiMap headers) {
        return headers.contains(HttpHeaders.CONTENT_ENCODING);
    }

    /** A small body is held although nobody reads it: it can be sent twice, so its connection may be an old one. */
    private static boolean isSmall(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length != null && Long.parseLong(length.strip()) <= SMALL_BODY_BYTES;
    }

    @Override
    public Future<ExchangePlan> plan(ClientRequest request) {
        String path = request.path();
        if (AdminPages.covers(path)) {
            return admin.page(request);
        }
        if (path.startsWith("/v1/") && !policy.get().tenants().admits(request.headers())) {
            return Future.succeededFuture(Answers.of(
                    Surfaces.errorsAt(path)
                            .answer(
                                    ClientError.BAD_KEY,
                                    "The API key is missing or unknown (expected: the key of a tenant, in authorization:"
                                            + " Bearer or in x-api-key)",
                                    null),
                    List.of()));
        }
        if (ModelsPage.covers(path) && request.method().equals(HttpMethod.GET)) {
            return Future.succeededFuture(models.page(path, request.headers()));
        }
        boolean readable = request.bodyCollected() && !isPacked(request.headers());
        Optional<CountSurface> counted = readable ? counted(request.method(), path) : Optional.empty();
        if (counted.isPresent()) {
            return counting.plan(request, counted.get());
        }
        if (ResponsePages.cover(request.method(), path)) {
            return workers.run(() -> responses.page(request.method(), request.target(), tenant(request)));
        }
        if (readable && isCompaction(request.method(), path)) {
            return workers.run(() -> compactions.page(request, tenant(request)));
        }
        if (path.startsWith("/v1/")) {
            Optional<Surface> surface = readable ? surface(request.method(), path) : Optional.empty();
            return surface.map(dialect -> pipeline.plan(request, dialect))
                    .orElseGet(() -> Future.succeededFuture(pipeline.passUnread(request)));
        }
        if (path.equals("/health")) {
            return Future.succeededFuture(new ExchangePlan.Answer(200, List.of(), new byte[0]));
        }
        return Future.succeededFuture(Answers.of(
                ErrorDialect.OPENAI.answer(
                        ClientError.NOT_FOUND, path + " is not served (expected: a path under /v1/)", null),
                List.of()));
    }

    @Override
    public ExchangePlan.Answer failure(ClientRequestHead head, EdgeFailure failure) {
        return failures.answer(head, failure);
    }

    private Optional<CountSurface> counted(HttpMethod method, String path) {
        return method.equals(HttpMethod.POST) ? surfaces.countedAt(path) : Optional.empty();
    }

    private String tenant(ClientRequest request) {
        return policy.get().tenants().of(request.headers()).name();
    }

    private static boolean isCompaction(HttpMethod method, String path) {
        return method.equals(HttpMethod.POST) && path.equals(CompactPage.PATH);
    }

    private Optional<Surface> surface(HttpMethod method, String path) {
        return method.equals(HttpMethod.POST) ? surfaces.at(path) : Optional.empty();
    }
}
