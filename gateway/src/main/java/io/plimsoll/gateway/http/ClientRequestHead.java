package io.plimsoll.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

/**
 * A client's request line and headers.
 *
 * @param method as received
 * @param target the raw request target, path and query, as received
 * @param path the target up to its query, not decoded
 * @param headers as received; names case-insensitive, values one char per byte (ISO-8859-1); not to be changed
 * @param remoteAddress the peer's IP address, empty when the connection is already closed
 */
public record ClientRequestHead(
        HttpMethod method, String target, String path, MultiMap headers, String remoteAddress) {}
