package io.plimsoll.budget.config;

/** What happens to a request that is above its load line when the ladder is not enough. */
public enum WhenOver {
    /** The oldest atoms go to the archive, and what matters of them is recalled. */
    RECALL,
    /** The oldest atoms go to the archive; nothing is recalled for it. */
    TRIM,
    /** The request waits until the line rises. */
    QUEUE,
    /** The client gets its own dialect's context-length error. */
    REFUSE
}
