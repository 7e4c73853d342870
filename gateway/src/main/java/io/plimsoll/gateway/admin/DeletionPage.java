package io.plimsoll.gateway.admin;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.pipeline.Workers;
import io.plimsoll.gateway.session.Lanes;
import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.views.ViewStoreException;
import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.ArchiveException;
import io.vertx.core.Future;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code DELETE /plimsoll/sessions/{id}?tenant=…}: leaves nothing of a session, neither its views nor what was cut from it; the
 * tenant defaults to the anonymous one. Thread-safe.
 */
public final class DeletionPage {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Lanes lanes;
    private final Archive archive;
    private final Workers workers;

    public DeletionPage(Lanes lanes, Archive archive, Workers workers) {
        this.lanes = lanes;
        this.archive = archive;
        this.workers = workers;
    }

    /**
     * Deletes a session.
     *
     * @param target the request's, with its query
     */
    Future<ExchangePlan> delete(String session, String target) {
        String tenant = new QueryStringDecoder(target)
                .parameters()
                .getOrDefault("tenant", List.of(PolicyFile.ANONYMOUS))
                .getFirst();
        return workers.run(() -> deleted(tenant, session))
                .recover(failure -> failure instanceof ArchiveException || failure instanceof ViewStoreException
                        ? Future.succeededFuture(AdminPages.error(
                                ClientError.INTERNAL, "Not all of the session was deleted: " + failure.getMessage()))
                        : Future.failedFuture(failure));
    }

    /** Views first: a lane that is forgotten is not cut any more, so nothing of it comes to the archive behind the deletion. */
    private ExchangePlan deleted(String tenant, String session) {
        int forgotten = lanes.forget(tenant, session);
        int passages = archive.deleteSession(tenant, session);
        return AdminPages.json(
                200,
                JSON.createObjectNode()
                        .put("tenant", tenant)
                        .put("session", session)
                        .put("lanes", forgotten)
                        .put("passages", passages));
    }
}
