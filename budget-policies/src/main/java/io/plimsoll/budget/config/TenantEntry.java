package io.plimsoll.budget.config;

import org.jspecify.annotations.Nullable;

/**
 * One who pays.
 *
 * @param name how policies, metrics and explanations call it
 * @param keySha256 the hash of its API key
 * @param weight its share of the pool under pressure, relative to other tenants; above 0
 * @param maxSessions sessions that it may have at a time, at least 1; absent for the gateway's own limit
 */
public record TenantEntry(
        String name,
        KeySha256 keySha256,
        @Nullable Double weight,
        @Nullable Integer maxSessions) {

    public TenantEntry {
        new Rules()
                .rule(!name.isBlank(), "name", name, "a name")
                .rule(
                        weight == null || (weight > 0 && Double.isFinite(weight)),
                        "weight",
                        String.valueOf(weight),
                        "a number above 0")
                .rule(maxSessions == null || maxSessions >= 1, "max-sessions", String.valueOf(maxSessions), ">= 1")
                .check();
    }

    public double effectiveWeight() {
        return weight != null ? weight : 1;
    }
}
