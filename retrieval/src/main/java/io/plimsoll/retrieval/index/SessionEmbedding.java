package io.plimsoll.retrieval.index;

import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.Passage;
import io.plimsoll.retrieval.embed.ContentKey;
import io.plimsoll.retrieval.embed.Embeddings;
import io.plimsoll.retrieval.rank.SessionPassages;
import io.plimsoll.retrieval.rank.SessionPassages.StoredVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Gives a session's passages the vectors that they lack, in memory and in the index. Thread-safe. */
final class SessionEmbedding implements EmbeddingQueue.Work {

    /** So many vectors are written at a time: what a crash loses is computed again. */
    private static final int BATCH = 32;

    private final PassageIndex index;
    private final SessionCache sessions;
    private final Embeddings embeddings;
    private final ArchiveListener listener;

    SessionEmbedding(PassageIndex index, SessionCache sessions, Embeddings embeddings, ArchiveListener listener) {
        this.index = index;
        this.sessions = sessions;
        this.embeddings = embeddings;
        this.listener = listener;
    }

    @Override
    public void embed(SessionKey key, BooleanSupplier stopped) throws IOException {
        var session = sessions.get(key);
        var batch = new ArrayList<Integer>(BATCH);
        for (int i = 0; i < session.size() && !stopped.getAsBoolean(); i++) {
            if (session.isVectorStored(i)) {
                continue;
            }
            session.computed(i, embeddings.embed(session.input(i)));
            batch.add(i);
            if (batch.size() == BATCH) {
                write(session, batch);
                batch.clear();
            }
        }
        write(session, batch);
    }

    private void write(SessionPassages session, List<Integer> batch) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        Map<Passage, StoredVector> vectors = new HashMap<>();
        for (int i : batch) {
            vectors.put(
                    session.passage(i),
                    new StoredVector(
                            ContentKey.of(session.input(i)), session.vector(i).orElseThrow()));
        }
        int added = index.addVectors(embeddings.model(), vectors);
        batch.forEach(i -> session.stored(i, session.vector(i).orElseThrow()));
        listener.embedded(added);
    }
}
