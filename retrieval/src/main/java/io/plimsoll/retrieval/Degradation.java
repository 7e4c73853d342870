package io.plimsoll.retrieval;

/** Why an archive does less than it could. */
public enum Degradation {
    /** The index on disk was unreadable: it was set aside and a new one begun. */
    INDEX_CORRUPT,
    /** Another process holds the index: this one keeps its archive in memory. */
    INDEX_LOCKED,
    /** The directory can not be used: the archive is kept in memory. */
    INDEX_UNAVAILABLE,
    /** A background commit failed; it is tried again. */
    COMMIT_FAILED,
    /** No model, or its native libraries do not load: everything is found by words alone. */
    EMBEDDER_MISSING,
    /** An embedding failed: that answer was found by words alone. */
    EMBEDDING_FAILED,
    /** Too many sessions wait for their embeddings: one was left to be embedded when it is asked for. */
    EMBEDDING_BACKLOG_FULL,
    /** Embeddings were not ready in time: that answer was found by words alone. */
    DEADLINE_MISSED,
    /** The archive could not be read: a recall brought nothing. */
    RECALL_FAILED
}
