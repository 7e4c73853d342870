package io.plimsoll.compression.plan;

import io.plimsoll.compression.MessageRange;
import java.util.List;

/**
 * A range that gives way to a block.
 *
 * @param range the messages that go
 * @param together all ranges of the same cut, in order; the range is one of them. What stands outside them can be read anyway
 * @param reserve tokens of the block's room that only what must be said may take: what is filled now is cut again soon
 */
record Removal(MessageRange range, List<MessageRange> together, int reserve) {

    Removal {
        together = List.copyOf(together);
    }

    /** Which of the ranges it is. */
    int position() {
        return together.indexOf(range);
    }
}
