package io.plimsoll.gateway.http;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Copies the headers that are meant for the other end, in order and byte for byte, and leaves out those that concern one
 * connection only (RFC 9110, section 7.6.1).
 */
final class EndToEndHeaders {

    private static final Set<String> HOP_BY_HOP =
            caseInsensitive("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");
    private static final Set<String> REBUILT = caseInsensitive("host", "content-length", "expect");
    private static final Set<String> CREDENTIALS = caseInsensitive("authorization", "x-api-key");

    private EndToEndHeaders() {}

    /** Request headers for the upstream; {@code host}, {@code content-length} and {@code expect} are not among them. */
    static void copyRequest(MultiMap from, MultiMap to, @Nullable String authorization) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            if (!isHopByHop(name, named)
                    && !REBUILT.contains(name)
                    && (authorization == null || !CREDENTIALS.contains(name))) {
                to.add(name, header.getValue());
            }
        }
        if (authorization != null) {
            to.add(HttpHeaders.AUTHORIZATION, authorization);
        }
    }

    /** Answer headers for the client. */
    static void copyAnswer(MultiMap from, MultiMap to) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            if (!isHopByHop(header.getKey(), named)) {
                add(to, header.getKey(), header.getValue());
            }
        }
    }

    /** Adds a header whose value holds one char per byte. */
    static void add(MultiMap headers, String name, String value) {
        // Vert.x writes a String as US-ASCII with its upper bytes replaced, and an AsciiString as the bytes it holds.
        headers.add(name, isAscii(value) ? value : new AsciiString(value));
    }

    private static boolean isHopByHop(String name, Set<String> named) {
        return HOP_BY_HOP.contains(name) || named.contains(name) || name.regionMatches(true, 0, "proxy-", 0, 6);
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        if (!headers.contains(HttpHeaders.CONNECTION)) {
            return Set.of();
        }
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
            for (String token : value.split(",")) {
                named.add(token.strip().toLowerCase(Locale.ROOT));
            }
        }
        // A client must not be able to strip a header of the other end's framing or identity by naming it.
        named.removeAll(REBUILT);
        named.removeAll(CREDENTIALS);
        return named;
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> caseInsensitive(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }
}
