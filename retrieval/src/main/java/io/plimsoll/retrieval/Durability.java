package io.plimsoll.retrieval;

/** What an archive promises when {@link Archive#store} returns. */
public enum Durability {
    /** The text is found by searches; it survives a crash after the next background commit. */
    SEARCHABLE,
    /** The text is found by searches and survives a crash of the process or the machine. */
    COMMITTED
}
