package io.plimsoll.budget.config;

/** A rung of the ladder of reductions, safest first. */
public enum Reduction {
    /** Results that stand in the history a second time. */
    DUPLICATES,
    /** Reads of a file that was written or read again later. */
    STALE_READS,
    /** Tool results older than the newest ones. */
    OLD_TOOL_RESULTS,
    /** Markup and records, reduced to their structure. */
    STRUCTURE,
    /** Ranges of history, replaced by the lines that later work needs. */
    EXTRACT
}
