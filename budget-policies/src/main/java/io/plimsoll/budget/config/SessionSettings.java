package io.plimsoll.budget.config;

import org.jspecify.annotations.Nullable;

/**
 * How sessions are told apart.
 *
 * @param header a request header that names the session; absent for the headers that common agents send
 */
public record SessionSettings(@Nullable String header) {

    static final SessionSettings ABSENT = new SessionSettings(null);
}
