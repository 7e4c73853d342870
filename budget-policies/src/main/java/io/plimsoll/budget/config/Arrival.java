package io.plimsoll.budget.config;

/** What may be done to a tool's result before it is sent for the first time. */
public enum Arrival {
    /** It is sent as it came. */
    OFF,
    /** A large one is written shorter where nothing of it is lost. */
    LOSSLESS
}
