package io.plimsoll.compression;

/**
 * Bytes of the request body that give way to others.
 *
 * @param range what goes; empty where something is only put in
 * @param replacement what stands there instead; may be empty; never written to
 */
public record Splice(ByteRange range, byte[] replacement) {

    /** Sizes only: the bytes are a client's text. */
    @Override
    public String toString() {
        return "Splice[" + range.start() + ".." + range.end() + " -> " + replacement.length + " bytes]";
    }
}
