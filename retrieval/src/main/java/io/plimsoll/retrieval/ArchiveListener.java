package io.plimsoll.retrieval;

/**
 * Is told what happens inside an archive. Called on the threads of the archive and of its callers, so thread-safe; it must
 * not block or throw. No text, tenant or session is ever passed. All methods do nothing by default.
 */
public interface ArchiveListener {

    /** Hears nothing. */
    ArchiveListener NONE = new ArchiveListener() {};

    /** So many documents were new, and are found from now on as so many passages. */
    default void stored(int documents, int passages) {}

    /** A recall ended. */
    default void recalled(RecallResult.Mode mode, int passages) {}

    /** So many passages got their embeddings in the background. */
    default void embedded(int passages) {}

    /** So many passages were removed for good. */
    default void deleted(int passages) {}

    /**
     * The archive does less than it could from now on, or did for one call.
     *
     * @param reason why
     * @param message what happened and what is done instead, for an operator; holds no archived text
     */
    default void degraded(Degradation reason, String message) {}
}
