package io.plimsoll.gateway.admin;

import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.pipeline.Workers;
import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.ArchiveException;
import io.plimsoll.retrieval.Passage;
import io.plimsoll.retrieval.SearchQuery;
import io.vertx.core.Future;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /plimsoll/search}: {@code {"query": …, "tenant": …, "session": …, "limit": …}}; the tenant defaults to the
 * anonymous one, the limit to 10. Thread-safe.
 */
public final class SearchPage {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;

    private final Archive archive;
    private final Workers workers;

    public SearchPage(Archive archive, Workers workers) {
        this.archive = archive;
        this.workers = workers;
    }

    Future<ExchangePlan> search(byte[] body) {
        SearchQuery query;
        try {
            query = query(JSON.readTree(body));
        } catch (JacksonException | IllegalArgumentException wrong) {
            return Future.succeededFuture(AdminPages.error(
                    ClientError.BAD_REQUEST,
                    "search: " + wrong.getMessage()
                            + " (expected: {\"query\": text, \"tenant\": name, \"session\": id, \"limit\": 1 to "
                            + MAX_LIMIT + "})"));
        }
        return workers.run(() -> archive.search(query))
                .<ExchangePlan>map(SearchPage::page)
                .recover(failure -> failure instanceof ArchiveException
                        ? Future.succeededFuture(AdminPages.error(
                                ClientError.INTERNAL, "The archive could not be read: " + failure.getMessage()))
                        : Future.failedFuture(failure));
    }

    private static SearchQuery query(JsonNode node) {
        String text = node.path("query").asString("");
        if (text.isBlank()) {
            throw new IllegalArgumentException("query: missing");
        }
        int limit = node.path("limit").asInt(DEFAULT_LIMIT);
        String session = node.path("session").asString("");
        return new SearchQuery(
                node.path("tenant").asString(PolicyFile.ANONYMOUS),
                session.isEmpty() ? null : session,
                text,
                Math.clamp(limit, 1, MAX_LIMIT));
    }

    private static ExchangePlan.Answer page(List<Passage> passages) {
        var body = JSON.createObjectNode();
        var list = body.putArray("passages");
        for (Passage passage : passages) {
            list.addObject()
                    .put("session", passage.place().lane().session())
                    .put("lane", passage.place().lane().lane())
                    .put("message", passage.place().position())
                    .put("role", passage.origin().role())
                    .put("tool", passage.origin().tool())
                    .put("path", passage.origin().path())
                    .put("score", passage.score())
                    .put("text", passage.text());
        }
        return AdminPages.json(200, body);
    }
}
