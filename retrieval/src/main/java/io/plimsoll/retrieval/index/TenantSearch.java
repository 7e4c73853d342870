package io.plimsoll.retrieval.index;

import io.plimsoll.retrieval.Passage;
import io.plimsoll.retrieval.SearchQuery;
import io.plimsoll.retrieval.rank.TextAnalysis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * One person's search: by words and by vectors, each within the tenant, joined by reciprocal rank fusion (Cormack, Clarke and
 * Büttcher, 2009).
 *
 * <p>This is the only class that asks the shared index for passages by their content, and {@link #within} the only query that
 * it runs.
 */
final class TenantSearch {

    /** The constant of the paper: how little the first ranks stand out. */
    private static final int FUSION_K = 60;

    /** So many results of either kind are fused at least; a passage that is second in both beats a first in one. */
    private static final int MIN_DEPTH = 50;

    private static final int MAX_TERMS = 64;

    private final Query scope;
    private final SearchQuery query;

    TenantSearch(SearchQuery query) {
        this.query = query;
        this.scope = new TermQuery(
                query.session() == null
                        ? Terms.tenant(query.tenant())
                        : Terms.session(new SessionKey(query.tenant(), query.session())));
    }

    /**
     * The best passages.
     *
     * @param field of the vectors
     * @param vector of the question; empty to go by words alone
     */
    List<Passage> run(IndexSearcher searcher, String field, Optional<float[]> vector) throws IOException {
        int depth = Math.max(query.limit(), MIN_DEPTH);
        var fused = new HashMap<Integer, Double>();
        fuse(searcher, within(words()), depth, fused);
        if (vector.isPresent()) {
            fuse(searcher, new KnnFloatVectorQuery(field, vector.get(), depth, scope), depth, fused);
        }
        var best = fused.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(query.limit())
                .toList();
        var passages = new ArrayList<Passage>();
        for (var entry : best) {
            var document = searcher.storedFields().document(entry.getKey());
            passages.add(PassageFields.toPassage(document).withScore(entry.getValue()));
        }
        return passages;
    }

    private Query within(Query asked) {
        return new BooleanQuery.Builder()
                .add(asked, Occur.MUST)
                .add(scope, Occur.FILTER)
                .build();
    }

    private Query words() {
        var words = new BooleanQuery.Builder();
        TextAnalysis.terms(query.text()).stream()
                .distinct()
                .limit(MAX_TERMS)
                .forEach(term -> words.add(new TermQuery(new Term(PassageFields.TEXT, term)), Occur.SHOULD));
        return words.build();
    }

    private static void fuse(IndexSearcher searcher, Query query, int depth, Map<Integer, Double> fused)
            throws IOException {
        var hits = searcher.search(query, depth).scoreDocs;
        for (int rank = 0; rank < hits.length; rank++) {
            fused.merge(hits[rank].doc, 1.0 / (FUSION_K + rank + 1), Double::sum);
        }
    }
}
