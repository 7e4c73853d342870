package io.plimsoll.gateway.surface;

import java.nio.charset.StandardCharsets;

/**
 * A path that counts a request instead of answering it. Immutable.
 *
 * @param counted the dialect of the request
 * @param answer writes the count
 */
public record CountSurface(Surface counted, CountWriter answer) {

    /** Writes a count as a dialect wants it. */
    @FunctionalInterface
    public interface CountWriter {

        /** The body of the answer. */
        byte[] write(int tokens);
    }

    static byte[] messages(int tokens) {
        return ("{\"input_tokens\":" + tokens + "}").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] responses(int tokens) {
        return ("{\"object\":\"response.input_tokens\",\"input_tokens\":" + tokens + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
