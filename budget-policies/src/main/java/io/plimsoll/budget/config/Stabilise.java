package io.plimsoll.budget.config;

/** How far the gateway goes to keep a prefix that the client keeps breaking. Each includes the ones before it. */
public enum Stabilise {
    /** Nothing is mended. */
    NONE,
    /** Mends that the model cannot see: key order, tool order, billing lines. */
    NEUTRAL,
    /** Also moves what changes every turn (clocks, counters) to the tail, where the model still reads it. */
    MOVED,
    /** Also keeps messages as they were first sent when the client thins them out later. */
    KEPT
}
