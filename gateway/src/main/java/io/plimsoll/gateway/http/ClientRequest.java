package io.plimsoll.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

/**
 * A client's request as the planner sees it. Created per request; not to be changed.
 *
 * @param method as received
 * @param target the raw request target, path and query, as received
 * @param path the target up to its query, not decoded
 * @param headers as received; names case-insensitive, values one char per byte (ISO-8859-1); not to be changed
 * @param body the whole body as received (a content coding still applied); empty when {@code bodyCollected} is false
 * @param bodyCollected whether {@code body} is the body; if not, it is streamed past the planner
 * @param remoteAddress the peer's IP address, empty when the connection is already closed
 * @param gone completes when the client leaves before its exchange has ended, never otherwise; work on behalf of the request
 *     ends then
 */
public record ClientRequest(
        HttpMethod method,
        String target,
        String path,
        MultiMap headers,
        byte[] body,
        boolean bodyCollected,
        String remoteAddress,
        Future<Void> gone) {}
