package io.plimsoll.retrieval.index;

import io.plimsoll.retrieval.rank.SessionPassages.StoredVector;
import java.io.IOException;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.jspecify.annotations.Nullable;

/** The vectors of one segment and one model, read forward. Not thread-safe. */
final class LeafVectors {

    private final String model;
    private final @Nullable FloatVectorValues values;
    private final KnnVectorValues.@Nullable DocIndexIterator at;

    private LeafVectors(String model, @Nullable FloatVectorValues values) {
        this.model = model;
        this.values = values;
        this.at = values == null ? null : values.iterator();
    }

    static LeafVectors open(LeafReader reader, Optional<String> model) throws IOException {
        return model.isEmpty()
                ? new LeafVectors("", null)
                : new LeafVectors(model.get(), reader.getFloatVectorValues(PassageFields.vector(model.get())));
    }

    /** The vector of a document, null if it has none; documents must be asked for in rising order. */
    @Nullable
    StoredVector of(int doc, Document document) throws IOException {
        if (values == null || at == null) {
            return null;
        }
        int reached = at.docID() < doc ? at.advance(doc) : at.docID();
        var input = PassageFields.vectorInput(document, model);
        return reached == doc && input.isPresent()
                ? new StoredVector(input.get(), values.vectorValue(at.index()).clone())
                : null;
    }
}
