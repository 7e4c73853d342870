package io.plimsoll.retrieval;

import java.util.List;

/**
 * Where cut messages are kept, searchable. All methods may block on disk and are thread-safe; never call them on an event
 * loop, nor interrupt a thread inside of one: an interrupted write may close the file under it.
 *
 * <p>No text of one tenant is ever found by another: every question and every deletion names its tenant.
 */
public interface Archive extends AutoCloseable {

    /**
     * Keeps documents. When this returns, every later search and recall finds them, and what the archive's
     * {@link Durability} promises holds. A document whose content hash the session already holds is not stored again.
     *
     * @return how many of the documents were new
     * @throws ArchiveException if the documents could not be kept; then none is acknowledged
     */
    int store(List<ArchiveDocument> documents);

    /**
     * Finds passages for a person, by words and by those embeddings that exist, best first.
     *
     * @throws ArchiveException if the archive could not be read
     */
    List<Passage> search(SearchQuery query);

    /**
     * Brings back what a turn needs from its session. The same archived content and query give the same answer, but for a
     * deadline that was missed. Failures never surface here: the answer then has a lesser mode, and the listener is told.
     */
    RecallResult recall(RecallQuery query);

    /**
     * Removes a session's text and embeddings, from disk too.
     *
     * @return how many passages were removed
     * @throws ArchiveException if they could not be removed
     */
    int deleteSession(String tenant, String session);

    /**
     * Removes all of a tenant's text and embeddings, from disk too.
     *
     * @return how many passages were removed
     * @throws ArchiveException if they could not be removed
     */
    int deleteTenant(String tenant);

    /** Commits and lets go of the disk. Calls after this one fail with {@link IllegalStateException}. */
    @Override
    void close();
}
