package io.plimsoll.budget.ledger;

/**
 * How a prompt begins, if other lanes may begin the same way: a hash of system text and tool definitions. Its whole blocks
 * are counted once in a pool, however many lanes hold them.
 *
 * @param high upper half of the hash
 * @param low lower half of the hash
 * @param tokens length, at least 0
 */
public record SharedPrefix(long high, long low, int tokens) {

    /** Shares nothing. */
    public static final SharedPrefix NONE = new SharedPrefix(0, 0, 0);

    public SharedPrefix {
        if (tokens < 0) {
            throw new IllegalArgumentException("shared prefix: tokens: %d (expected: >= 0)".formatted(tokens));
        }
    }
}
