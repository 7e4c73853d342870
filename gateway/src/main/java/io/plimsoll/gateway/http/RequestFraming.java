package io.plimsoll.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/** What a request says of its body's length, and whether that can be believed (RFC 9112, section 6). */
final class RequestFraming {

    private static final long NONE = -1;

    private RequestFraming() {}

    /**
     * Whether an intermediary must refuse the request, because the next one might see another message in the same bytes, or
     * because it asks for a tunnel.
     */
    static boolean isRefused(HttpServerRequest request) {
        MultiMap headers = request.headers();
        List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        if (!codings.isEmpty()) {
            boolean chunkedOnce =
                    codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked");
            if (!chunkedOnce
                    || headers.contains(HttpHeaders.CONTENT_LENGTH)
                    || request.version() == HttpVersion.HTTP_1_0) {
                return true;
            }
        }
        int hosts = headers.getAll(HttpHeaders.HOST).size();
        return hosts > 1
                || (hosts == 0 && request.version() != HttpVersion.HTTP_1_0)
                || request.method().equals(HttpMethod.CONNECT);
    }

    /** Whether a body follows, possibly an empty one. */
    static boolean hasBody(MultiMap headers) {
        return headers.contains(HttpHeaders.CONTENT_LENGTH) || headers.contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** The declared length in bytes; negative when the body is chunked or there is none. */
    static long declaredBytes(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length == null ? NONE : Long.parseLong(length.strip());
    }
}
