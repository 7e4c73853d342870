package io.plimsoll.budget.config;

import org.jspecify.annotations.Nullable;

/**
 * What the gateway itself holds at most.
 *
 * @param body the largest request body
 * @param sessions sessions that are remembered at a time, at least 1
 */
public record LimitSettings(
        @Nullable ByteSize body, @Nullable Integer sessions) {

    static final LimitSettings ABSENT = new LimitSettings(null, null);

    public LimitSettings {
        new Rules()
                .rule(sessions == null || sessions >= 1, "sessions", String.valueOf(sessions), ">= 1")
                .check();
    }

    public ByteSize effectiveBody() {
        return body != null ? body : new ByteSize(64L << 20);
    }

    public int effectiveSessions() {
        return sessions != null ? sessions : 10_000;
    }
}
