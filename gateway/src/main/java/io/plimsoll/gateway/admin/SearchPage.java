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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
        } catch (JacksonException broken) {
            return Future.succeededFuture(refusal("not valid JSON"));
        } catch (IllegalArgumentException wrong) {
            return Future.succeededFuture(refusal(wrong.getMessage()));
        }
        return workers.run(() -> archive.search(query))
                .<ExchangePlan>map(SearchPage::page)
                .recover(failure -> failure instanceof ArchiveException
                        ? Future.succeededFuture(AdminPages.error(
                                ClientError.INTERNAL, "The archive could not be read: " + failure.getMessage()))
                        : Future.failedFuture(failure));
    }

    private static ExchangePlan refusal(@Nullable String problem) {
        return AdminPages.error(
                ClientError.BAD_REQUEST,
                "search: " + problem
                        + " (expected: {\"query\": text, \"tenant\": name, \"session\": id, \"limit\": 1 to "
                        + MAX_LIMIT + "})");
    }

    private static SearchQuery query(JsonNode node) {
        String query = text(node, "query").orElseThrow(() -> new IllegalArgumentException("query: missing"));
        JsonNode limit = node.path("limit");
        if (!limit.isMissingNode() && !(limit.isInt() && limit.intValue() >= 1 && limit.intValue() <= MAX_LIMIT)) {
            throw new IllegalArgumentException("limit: " + limit);
        }
        return new SearchQuery(
                text(node, "tenant").orElse(PolicyFile.ANONYMOUS),
                text(node, "session").orElse(null),
                query,
                limit.asInt(DEFAULT_LIMIT));
    }

    private static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isString() || value.stringValue().isBlank()) {
            throw new IllegalArgumentException(field + ": " + value);
        }
        return Optional.of(value.stringValue());
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
