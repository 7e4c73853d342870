package io.plimsoll.gateway.http;

import java.nio.charset.StandardCharsets;

/** The forms of a request target (RFC 9112, section 3.2), without decoding any of it. */
final class RequestTarget {

    private RequestTarget() {}

    /** The path of a target, without its query. */
    static String path(String target) {
        String origin = originForm(target);
        int query = origin.indexOf('?');
        return query < 0 ? origin : origin.substring(0, query);
    }

    /** The target for an upstream that serves under {@code prefix}, so that the bytes on the wire are the client's. */
    static String underPrefix(String prefix, String target) {
        String origin = originForm(target);
        return bytePreserving(prefix.isEmpty() || !origin.startsWith("/") ? origin : prefix + origin);
    }

    private static String originForm(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        int scheme = target.indexOf("://");
        if (scheme < 0) {
            return target;
        }
        int path = target.indexOf('/', scheme + 3);
        if (path >= 0) {
            return target.substring(path);
        }
        int query = target.indexOf('?', scheme + 3);
        return query < 0 ? "/" : "/" + target.substring(query);
    }

    /** Netty reads a target as ISO-8859-1 and writes it as UTF-8: bytes above 0x7f would be encoded twice. */
    private static String bytePreserving(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) > 0x7f) {
                return new String(target.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return target;
    }
}
