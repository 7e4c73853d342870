package io.plimsoll.budget.config;

/** When archived text counts as safe. */
public enum Durability {
    /** As soon as it can be found; a crash may lose the newest. */
    SEARCHABLE,
    /** Once it is on disk. */
    COMMITTED
}
