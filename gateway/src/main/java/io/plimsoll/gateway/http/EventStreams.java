package io.plimsoll.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** Which answers are streams of server-sent events. */
public final class EventStreams {

    private static final String TYPE = "text/event-stream";

    private EventStreams() {}

    /** Whether an answer with these headers is one, whatever parameters its content type has. */
    public static boolean areMeantBy(MultiMap headers) {
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        return type != null && type.regionMatches(true, 0, TYPE, 0, TYPE.length());
    }
}
