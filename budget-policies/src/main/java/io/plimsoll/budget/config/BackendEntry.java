package io.plimsoll.budget.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One replica that serves models.
 *
 * @param name how metrics and explanations call it
 * @param url where it is, http or https: {@code http://10.0.0.1:8000}
 * @param engine what server it is
 * @param apiKey sent to it as a bearer token
 * @param pool the size of its KV pool, where it does not tell
 * @param maxInFlight requests that it may hold at a time, at least 1; absent for no limit
 * @param billed whether each token sent to it costs money
 */
public record BackendEntry(
        @Nullable String name,
        URI url,
        @Nullable EngineKind engine,
        @Nullable Secret apiKey,
        @Nullable PoolSettings pool,
        @Nullable Integer maxInFlight,
        @Nullable Boolean billed) {

    public BackendEntry {
        new Rules()
                .rule(name == null || !name.isBlank(), "name", String.valueOf(name), "a name")
                .rule(isHttp(url), "url", shown(url.toString()), "http or https, a host without _, a port up to 65535")
                .rule(isBare(url), "url", shown(url.toString()), "no user, query or fragment")
                .rule(maxInFlight == null || maxInFlight >= 1, "max-in-flight", String.valueOf(maxInFlight), ">= 1")
                .check();
    }

    /** A backend of which only the URL is known. */
    public static BackendEntry of(URI url) {
        return new BackendEntry(null, url, null, null, null, null, null);
    }

    /** The name, by default host and port of the URL. */
    public String effectiveName() {
        return name != null ? name : url.getHost() + ":" + effectivePort();
    }

    public EngineKind effectiveEngine() {
        return engine != null ? engine : EngineKind.AUTO;
    }

    public boolean effectiveBilled() {
        return billed != null && billed;
    }

    private int effectivePort() {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equals(url.getScheme()) ? 443 : 80;
    }

    /** A URL without the parts in which some servers take keys. */
    static String shown(String url) {
        return url.replaceFirst("//[^/]*@", "//***@").replaceFirst("\\?.*", "?***");
    }

    private static boolean isHttp(URI url) {
        return url.getHost() != null
                && url.getPort() <= 65535
                && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    }

    private static boolean isBare(URI url) {
        return url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
    }
}
