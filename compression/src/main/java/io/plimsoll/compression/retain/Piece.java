package io.plimsoll.compression.retain;

/**
 * A part of a text that can stand alone.
 *
 * @param within what it lies in, where its own text does not say so: {@code users[2].orders}; else empty
 * @param text verbatim
 */
record Piece(String within, String text) {

    static Piece of(String text) {
        return new Piece("", text);
    }
}
