package io.plimsoll.compression;

/**
 * A half-open range of {@link Conversation#messages()}.
 *
 * @param from first message, from 0
 * @param to behind the last message; above {@code from}
 */
public record MessageRange(int from, int to) {

    public MessageRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("message range: " + from + ".." + to + " (expected: 0 <= from < to)");
        }
    }

    /** Whether every message of {@code other} is one of these. */
    public boolean contains(MessageRange other) {
        return from <= other.from && other.to <= to;
    }

    /** Whether any message of {@code other} is one of these. */
    public boolean overlaps(MessageRange other) {
        return from < other.to && other.from < to;
    }
}
