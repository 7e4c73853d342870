package io.plimsoll.budget.config;

import org.jspecify.annotations.Nullable;

/**
 * Where the gateway listens.
 *
 * @param host an address of this machine, or a name of it
 * @param port 0 to 65535; 0 takes a free one
 */
public record ListenSettings(
        @Nullable String host, @Nullable Integer port) {

    static final ListenSettings ABSENT = new ListenSettings(null, null);

    public ListenSettings {
        new Rules()
                .rule(host == null || !host.isBlank(), "host", String.valueOf(host), "an address or a host name")
                .rule(port == null || (port >= 0 && port <= 65535), "port", String.valueOf(port), "0 to 65535")
                .check();
    }

    public String effectiveHost() {
        return host != null ? host : "0.0.0.0";
    }

    public int effectivePort() {
        return port != null ? port : 8080;
    }
}
