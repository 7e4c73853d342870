package io.plimsoll.compression.reduce;

import java.util.List;

/**
 * One tool text in its history.
 *
 * @param text the text to reduce
 * @param earlier what tools were told and answered before it, oldest first
 * @param later what they were told and answered behind it, oldest first; empty for a result that has just arrived
 */
public record Reading(ToolText text, List<ToolText> earlier, List<ToolText> later) {

    public Reading {
        earlier = List.copyOf(earlier);
        later = List.copyOf(later);
    }

    /** A text that stands alone. */
    public static Reading of(ToolText text) {
        return new Reading(text, List.of(), List.of());
    }
}
