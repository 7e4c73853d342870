package io.plimsoll.compression.plan;

/** One part of the block that stands for a removed range. A pure function of the history and the removal. */
interface Section {

    /**
     * The part, ending in a line end; empty for nothing.
     *
     * @param removed what the block stands for
     * @param tokens what the part may cost, about; may be negative
     */
    String in(Removal removed, int tokens);
}
