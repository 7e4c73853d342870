package io.plimsoll.budget.config;

/** Hears what became of a changed policy file. Called on the watch's thread, one call at a time. */
public interface PolicyWatchListener {

    /** The file has changed and is valid; {@link PolicyWatch#current()} gives {@code after} already. */
    void reloaded(PolicyFile before, PolicyFile after);

    /** The file has changed and is not valid, or cannot be read any more; the one before stays in force. */
    void rejected(PolicyFileException problems);
}
