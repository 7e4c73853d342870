package io.plimsoll.gateway.views;

/**
 * Is told what happens to kept views. Called on any thread, so thread-safe; it must not block or throw. No text, tenant or
 * session is ever passed. All methods do nothing by default.
 */
public interface ViewStoreListener {

    /** Hears nothing. */
    ViewStoreListener NONE = new ViewStoreListener() {};

    /** Why views are kept less well than they could be. */
    enum Degradation {
        /** What was kept of a lane is unreadable: it was set aside, and the lane goes on without edits. */
        CORRUPT,
        /** Another process uses the folder: this one keeps no views beyond its end. */
        LOCKED,
        /** The folder cannot be used: no views are kept beyond the end of the process. */
        UNAVAILABLE,
        /** A lane could not be written down: after a restart it goes on with what was written before. */
        WRITE_FAILED,
        /** A lane could not be read: it goes on without edits. */
        READ_FAILED
    }

    /** A lane was written down. */
    default void saved() {}

    /** A lane goes on from what was written down. */
    default void woken() {}

    /** Views are kept less well than they could be, from now on or for one lane. */
    default void degraded(Degradation reason) {}
}
