package io.plimsoll.budget.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The SHA-256 of an API key, so that the file holds no key. Make one with {@code printf %s "$KEY" | sha256sum}.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record KeySha256(String hex) {

    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{64}");

    /** Accepts upper-case digits too. The message of a refusal leaves the value out: it may be the key itself. */
    public KeySha256 {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!SYNTAX.matcher(hex).matches()) {
            throw new IllegalArgumentException("(hidden) (expected: the SHA-256 of a key, 64 hexadecimal digits)");
        }
    }

    /** The hash of {@code key}, taken over its UTF-8 bytes. */
    public static KeySha256 of(String key) {
        return new KeySha256(HexFormat.of().formatHex(digest(key)));
    }

    /** Whether this is the hash of {@code key}; takes the same time wherever the two differ. */
    public boolean matches(String key) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(hex), digest(key));
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
