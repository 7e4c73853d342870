package io.plimsoll.retrieval.index;

import io.plimsoll.retrieval.Passage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.lucene.index.Term;

/**
 * Index terms for names that clients choose. A digest of length-prefixed parts: two names never make one term, whatever
 * characters they hold, and no name is too long for Lucene (32 KB).
 */
final class Terms {

    private Terms() {}

    static Term tenant(String tenant) {
        return new Term("tenant", digest(tenant));
    }

    static Term session(SessionKey key) {
        return new Term("session", digest(key.tenant(), key.session()));
    }

    static Term document(SessionKey key, String contentHash) {
        return new Term("document", digest(key.tenant(), key.session(), contentHash));
    }

    static Term passage(Passage.Place place) {
        return new Term(
                "passage",
                digest(
                        place.lane().tenant(),
                        place.lane().session(),
                        place.contentHash(),
                        Integer.toString(place.start())));
    }

    private static String digest(String... parts) {
        var digest = sha256();
        for (var part : parts) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
