package io.plimsoll.gateway.admin;

import io.plimsoll.gateway.http.ExchangePlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** One page for people: the pools, their lines and sessions, read from the JSON pages beside it. Thread-safe. */
public final class Dashboard {

    private static final String RESOURCE = "/io/plimsoll/gateway/dashboard.html";

    private final byte[] html;

    public Dashboard() {
        try (InputStream page = Dashboard.class.getResourceAsStream(RESOURCE)) {
            if (page == null) {
                throw new IllegalStateException("the jar lacks " + RESOURCE);
            }
            this.html = page.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    ExchangePlan.Answer page() {
        return new ExchangePlan.Answer(
                200,
                List.of(
                        Map.entry("content-type", "text/html; charset=utf-8"),
                        Map.entry("cache-control", "no-store"),
                        Map.entry("content-security-policy", "default-src 'self' 'unsafe-inline'")),
                html);
    }
}
