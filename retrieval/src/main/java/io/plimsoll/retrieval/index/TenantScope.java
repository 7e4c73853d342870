package io.plimsoll.retrieval.index;

import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * What a query may see: one tenant, or one session of it. Queries by content are made here alone, so that none can be made
 * without a tenant. Immutable.
 */
final class TenantScope {

    private final Term term;

    private TenantScope(Term term) {
        this.term = term;
    }

    /**
     * One tenant's archive.
     *
     * @param session null for all of the tenant's
     */
    static TenantScope of(String tenant, @Nullable String session) {
        return new TenantScope(session == null ? Terms.tenant(tenant) : Terms.session(new SessionKey(tenant, session)));
    }

    /** Everything in the scope. */
    Query all() {
        return new TermQuery(term);
    }

    /** What matches inside the scope. */
    Query matching(Query query) {
        return new BooleanQuery.Builder()
                .add(query, Occur.MUST)
                .add(all(), Occur.FILTER)
                .build();
    }

    /** The nearest vectors inside the scope; the filter holds during the walk of the graph, not after it. */
    Query nearest(String field, float[] vector, int count) {
        return new KnnFloatVectorQuery(field, vector, count, all());
    }

    Term term() {
        return term;
    }
}
