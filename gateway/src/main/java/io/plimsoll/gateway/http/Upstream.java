package io.plimsoll.gateway.http;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt goes.
 *
 * @param name for the listener and for logs
 * @param host name or address
 * @param port 1 to 65535
 * @param ssl whether to speak TLS
 * @param pathPrefix put before the client's target; empty, or starting with a slash and not ending with one
 * @param authorization replaces the client's {@code authorization} and {@code x-api-key}; null leaves them. Never logged
 */
public record Upstream(
        String name,
        String host,
        int port,
        boolean ssl,
        String pathPrefix,
        @Nullable String authorization) {

    public Upstream {
        Objects.requireNonNull(name, "upstream: name");
        Objects.requireNonNull(host, "upstream: host");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("upstream '" + name + "': port: " + port + " (expected: 1 to 65535)");
        }
        if (!pathPrefix.isEmpty() && (!pathPrefix.startsWith("/") || pathPrefix.endsWith("/"))) {
            throw new IllegalArgumentException("upstream '" + name + "': path prefix: '" + pathPrefix
                    + "' (expected: empty, or '/' first and not last)");
        }
    }

    @Override
    public String toString() {
        return name + " (" + (ssl ? "https" : "http") + "://" + host + ":" + port + pathPrefix + ")";
    }
}
