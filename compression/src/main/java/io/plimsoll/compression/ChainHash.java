package io.plimsoll.compression;

import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BYTES = 2 * Long.BYTES;

    /** The chain before its first message: tenant and canonical head (system text and tools). */
    public static ChainHash root(String tenant, ChainHash head) {
        var value = HASHER.hashStream()
                .putString(tenant)
                .putLong(head.high)
                .putLong(head.low)
                .get();
        return new ChainHash(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }

    /** The hash of bare bytes. */
    public static ChainHash of(byte[] bytes, int start, int length) {
        var value = HASHER.hashBytesTo128Bits(bytes, start, length);
        return new ChainHash(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }

    /** This chain, one message longer. */
    public ChainHash then(ChainHash content) {
        // The same value as a hash stream's, which would allocate ten times as much for each message of a history.
        var both = new byte[2 * BYTES];
        put(both, 0);
        content.put(both, BYTES);
        return of(both, 0, both.length);
    }

    private void put(byte[] bytes, int offset) {
        LITTLE_ENDIAN.set(bytes, offset, high);
        LITTLE_ENDIAN.set(bytes, offset + Long.BYTES, low);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }
}
