package io.plimsoll.retrieval.embed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names what was embedded: 128 bits of SHA-256, cryptographic because vectors are remembered across tenants.
 *
 * @param high the first eight bytes
 * @param low the next eight
 */
public record ContentKey(long high, long low) {

    /** The key of a text. */
    public static ContentKey of(EmbeddingInput input) {
        var digest = sha256();
        switch (input) {
            case EmbeddingInput.Question(var text) -> {
                digest.update((byte) 'q');
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            }
            case EmbeddingInput.Answer(var previous, var text) -> {
                var before = previous.getBytes(StandardCharsets.UTF_8);
                digest.update((byte) 'a');
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, before.length));
                digest.update(before);
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        var bytes = ByteBuffer.wrap(digest.digest());
        return new ContentKey(bytes.getLong(), bytes.getLong());
    }

    /** Reads what {@link #toString} wrote. */
    public static ContentKey parse(String text) {
        return new ContentKey(HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
