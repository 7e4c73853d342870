package io.plimsoll.retrieval.chunk;

/**
 * A piece of a text: {@code text.substring(start, end)}, without blanks around it.
 *
 * @param start offset of its first UTF-16 unit, >= 0
 * @param end offset behind its last, > start
 */
public record Chunk(int start, int end) {

    public Chunk {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("chunk: " + start + ".." + end + " (expected: 0 <= start < end)");
        }
    }

    /** The piece itself. */
    public String of(String text) {
        return text.substring(start, end);
    }
}
