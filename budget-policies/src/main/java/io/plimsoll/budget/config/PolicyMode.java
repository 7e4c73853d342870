package io.plimsoll.budget.config;

/** Whether a policy acts. */
public enum PolicyMode {
    /** Decisions are carried out. */
    ENFORCE,
    /** Decisions are taken and counted, and nothing is changed. */
    SHADOW
}
