package io.plimsoll.gateway;

import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.ArchiveDocument;
import io.plimsoll.retrieval.ArchiveException;
import io.plimsoll.retrieval.Passage;
import io.plimsoll.retrieval.RecallQuery;
import io.plimsoll.retrieval.RecallResult;
import io.plimsoll.retrieval.SearchQuery;
import java.io.IOException;
import java.util.List;

/** An archive whose parts fail when told to. Thread-safe. */
final class FailingArchive implements Archive {

    private final Archive archive;
    private volatile boolean storeFails;
    private volatile boolean readsFail;

    FailingArchive(Archive archive) {
        this.archive = archive;
    }

    /** From now on nothing is kept. */
    void failStoring() {
        storeFails = true;
    }

    /** From now on nothing is found; recall breaks its promise not to throw. */
    void failReading() {
        readsFail = true;
    }

    @Override
    public int store(List<ArchiveDocument> documents) {
        if (storeFails) {
            throw new ArchiveException("disk full", new IOException("No space left on device"));
        }
        return archive.store(documents);
    }

    @Override
    public List<Passage> search(SearchQuery query) {
        if (readsFail) {
            throw new ArchiveException("unreadable", new IOException("Input/output error"));
        }
        return archive.search(query);
    }

    @Override
    public RecallResult recall(RecallQuery query) {
        if (readsFail) {
            throw new IllegalStateException("closed");
        }
        return archive.recall(query);
    }

    @Override
    public int deleteSession(String tenant, String session) {
        return archive.deleteSession(tenant, session);
    }

    @Override
    public int deleteTenant(String tenant) {
        return archive.deleteTenant(tenant);
    }

    @Override
    public void close() {
        archive.close();
    }
}
