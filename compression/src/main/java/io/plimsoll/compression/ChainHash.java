package io.plimsoll.compression;

import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * A hash of a conversation up to and with one message: {@code h(k) = H(h(k-1), role, canonical content)}. Equal hashes
 * mean equal histories. 128 bits of XXH3 over canonical content; not cryptographic, so it is only ever compared within
 * one tenant.
 *
 * @param high the upper half
 * @param low the lower half
 */
public record ChainHash(long high, long low) {

    private static final Hasher128 HASHER = Hashing.xxh3_128();

    /** The chain before its first message: tenant and canonical head (system text and tools). */
    public static ChainHash root(String tenant, ChainHash head) {
        return of(HASHER.hashStream().putString(tenant).putLong(head.high).putLong(head.low));
    }

    /** The hash of bare bytes. */
    public static ChainHash of(byte[] bytes, int start, int length) {
        var value = HASHER.hashBytesTo128Bits(bytes, start, length);
        return new ChainHash(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }

    /** This chain, one message longer. */
    public ChainHash then(ChainHash content) {
        return of(HASHER.hashStream()
                .putLong(high)
                .putLong(low)
                .putLong(content.high)
                .putLong(content.low));
    }

    private static ChainHash of(com.dynatrace.hash4j.hashing.HashStream128 stream) {
        var value = stream.get();
        return new ChainHash(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }
}
