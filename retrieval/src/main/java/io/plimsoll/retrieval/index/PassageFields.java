package io.plimsoll.retrieval.index;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.retrieval.Origin;
import io.plimsoll.retrieval.Passage;
import io.plimsoll.retrieval.embed.ContentKey;
import io.plimsoll.retrieval.rank.SessionPassages.StoredVector;
import java.time.Instant;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;

/**
 * A passage as a Lucene document: one document per passage, its vector in the same one, so that removing the document
 * removes all there is of it.
 *
 * <p>Each model has a vector field of its own: an index that has seen two models never compares their vectors.
 */
final class PassageFields {

    static final String TEXT = "text";

    private PassageFields() {}

    static String vector(String model) {
        return "vector-" + model;
    }

    private static String vectorInput(String model) {
        return "vector-input-" + model;
    }

    static Document toDocument(Passage passage) {
        var place = passage.place();
        var lane = place.lane();
        var key = new SessionKey(lane.tenant(), lane.session());
        var document = new Document();
        addTerm(document, Terms.tenant(lane.tenant()));
        addTerm(document, Terms.session(key));
        addTerm(document, Terms.document(key, place.contentHash()));
        addTerm(document, Terms.passage(place));
        document.add(new StoredField("tenant-name", lane.tenant()));
        document.add(new StoredField("session-name", lane.session()));
        document.add(new StoredField("lane", lane.lane()));
        document.add(new StoredField("content-hash", place.contentHash()));
        document.add(new StoredField("position", place.position()));
        document.add(new StoredField("start", place.start()));
        document.add(new StoredField("role", passage.origin().role()));
        document.add(new StoredField("tool", passage.origin().tool()));
        document.add(new StoredField("path", passage.origin().path()));
        document.add(new StoredField("at-second", passage.origin().at().getEpochSecond()));
        document.add(new StoredField("at-nano", passage.origin().at().getNano()));
        document.add(new TextField(TEXT, passage.text(), Store.YES));
        return document;
    }

    static Document toDocument(Passage passage, String model, StoredVector vector) {
        var document = toDocument(passage);
        document.add(new KnnFloatVectorField(vector(model), vector.values(), VectorSimilarityFunction.DOT_PRODUCT));
        document.add(new StoredField(vectorInput(model), vector.input().toString()));
        return document;
    }

    static Passage toPassage(Document document) {
        var lane = new LaneKey(document.get("tenant-name"), document.get("session-name"), document.get("lane"));
        var place = new Passage.Place(
                lane,
                document.get("content-hash"),
                number(document, "position").intValue(),
                number(document, "start").intValue());
        var at = Instant.ofEpochSecond(
                number(document, "at-second").longValue(),
                number(document, "at-nano").longValue());
        var origin = new Origin(document.get("role"), document.get("tool"), document.get("path"), at);
        return new Passage(place, origin, document.get(TEXT), 0);
    }

    /** What a passage's vector was made of; empty if it has none of this model. */
    static Optional<ContentKey> vectorInput(Document document, String model) {
        return Optional.ofNullable(document.get(vectorInput(model))).map(ContentKey::parse);
    }

    private static void addTerm(Document document, Term term) {
        document.add(new StringField(term.field(), term.bytes(), Store.NO));
    }

    private static Number number(Document document, String field) {
        return document.getField(field).numericValue();
    }
}
