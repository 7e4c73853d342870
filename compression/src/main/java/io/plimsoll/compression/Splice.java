package io.plimsoll.compression;

import java.util.List;

/**
 * Bytes of the request body that give way to others.
 *
 * @param range what goes; empty where something is only put in
 * @param replacement what stands there instead; may be empty; never written to
 */
public record Splice(ByteRange range, byte[] replacement) {

    /**
     * A body with every splice made. Bytes outside them stay as they are.
     *
     * @param splices by rising place, never overlapping
     * @return a new array
     */
    public static byte[] all(byte[] body, List<Splice> splices) {
        int length = body.length;
        for (Splice splice : splices) {
            length += splice.replacement.length - splice.range.length();
        }
        var edited = new byte[length];
        int read = 0;
        int written = 0;
        for (Splice splice : splices) {
            int untouched = splice.range.start() - read;
            System.arraycopy(body, read, edited, written, untouched);
            written += untouched;
            System.arraycopy(splice.replacement, 0, edited, written, splice.replacement.length);
            written += splice.replacement.length;
            read = splice.range.end();
        }
        System.arraycopy(body, read, edited, written, body.length - read);
        return edited;
    }

    /** The same, {@code bytes} further on. */
    public Splice movedBy(int bytes) {
        return new Splice(new ByteRange(range.start() + bytes, range.end() + bytes), replacement);
    }

    /** Sizes only: the bytes are a client's text. */
    @Override
    public String toString() {
        return "Splice[" + range.start() + ".." + range.end() + " -> " + replacement.length + " bytes]";
    }
}
