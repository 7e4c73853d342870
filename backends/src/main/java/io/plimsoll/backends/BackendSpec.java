package io.plimsoll.backends;

import io.plimsoll.backends.engine.EngineKind;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One inference server as the policy file names it.
 *
 * @param name unique in the fleet; what logs, metrics and headers call it; never blank
 * @param url the server's root, http or https. A trailing slash and a trailing {@code /v1} are dropped, since the paths of
 *     clients bring their own
 * @param kind what stands there, or {@link EngineKind#AUTO}
 * @param apiKey sent as bearer token with every request; {@code null} for none; kept out of {@link #toString()}
 * @param pool KV memory where the server does not tell it, or tells it wrong; {@code null} to believe the server
 * @param maxInFlight requests that may be at the server at once, at least 1; {@code null} for no limit
 */
public record BackendSpec(
        String name,
        URI url,
        EngineKind kind,
        @Nullable String apiKey,
        @Nullable PoolOverride pool,
        @Nullable Integer maxInFlight) {

    public BackendSpec {
        if (name.isBlank()) {
            throw new IllegalArgumentException("backend: name: '" + name + "' (expected: not blank)");
        }
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "backend '" + name + "': url: " + url + " (expected: http://host:port or https://host:port)");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "backend '" + name + "': url: must have no query, fragment or user (expected: http://host:port)");
        }
        if (maxInFlight != null && maxInFlight < 1) {
            throw new IllegalArgumentException(
                    "backend '" + name + "': maxInFlight: " + maxInFlight + " (expected: >= 1)");
        }
        url = root(url);
    }

    /** A server of which nothing is known but its address. */
    public static BackendSpec of(String name, URI url) {
        return new BackendSpec(name, url, EngineKind.AUTO, null, null, null);
    }

    @Override
    public String toString() {
        return "backend '" + name + "' (" + kind + " at " + url + ")";
    }

    private static URI root(URI url) {
        var text = url.toString().replaceAll("/+$", "");
        return URI.create(text.endsWith("/v1") ? text.substring(0, text.length() - "/v1".length()) : text);
    }
}
