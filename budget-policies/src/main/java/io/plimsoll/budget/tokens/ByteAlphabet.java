package io.plimsoll.budget.tokens;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The printable characters that byte-level vocabularies write bytes with: printable Latin-1 stands for itself, and the
 * other 68 byte values take U+0100 upwards, in order (GPT-2's {@code bytes_to_unicode}).
 */
final class ByteAlphabet {

    private static final char[] CHARS = chars();
    private static final int[] BYTES = bytes();

    private ByteAlphabet() {}

    /** The character of a byte value, 0 to 255. */
    static char charOf(int value) {
        return CHARS[value];
    }

    /** The bytes that {@code token} stands for, null if one of its characters is not of the alphabet. */
    static byte @Nullable [] bytesOf(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            int value = token.charAt(i) < BYTES.length ? BYTES[token.charAt(i)] : -1;
            if (value < 0) {
                return null;
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }

    private static char[] chars() {
        char[] chars = new char[256];
        char next = 256;
        for (int value = 0; value < chars.length; value++) {
            chars[value] = isPrintable(value) ? (char) value : next++;
        }
        return chars;
    }

    private static int[] bytes() {
        int[] bytes = new int[256 + 68];
        Arrays.fill(bytes, -1);
        for (int value = 0; value < 256; value++) {
            bytes[CHARS[value]] = value;
        }
        return bytes;
    }

    private static boolean isPrintable(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xAC) || value >= 0xAE;
    }
}
