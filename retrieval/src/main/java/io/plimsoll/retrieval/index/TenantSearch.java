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
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * One person's search: by words and by vectors, joined by reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009).
 */
final class TenantSearch {

    /** The constant of the paper: how little the first ranks stand out. */
    private static final int FUSION_K = 60;

    /** So many results of either kind are fused at least; a passage that is second in both beats a first in one. */
    private static final int MIN_DEPTH = 50;

    private static final int MAX_TERMS = 64;

    private final TenantScope scope;
    private final SearchQuery query;

    TenantSearch(SearchQuery query) {
        this.query = query;
        this.scope = TenantScope.of(query.tenant(), query.session());
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
        fuse(searcher, scope.matching(words()), depth, fused);
        if (vector.isPresent()) {
            fuse(searcher, scope.nearest(field, vector.get(), depth), depth, fused);
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
