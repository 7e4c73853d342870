/**
 * The HTTP edge: it takes requests, asks an {@link io.plimsoll.gateway.http.ExchangePlanner} what to do with each, and moves
 * the bytes between client and upstream without changing any that it was not told to change. It knows framing, headers,
 * timeouts and disconnects, and nothing of models, dialects, sessions or budgets.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.http.HttpEdge} for the server, {@link
 * io.plimsoll.gateway.http.ExchangePlan} for what it can be told to do.
 */
@NullMarked
package io.plimsoll.gateway.http;

import org.jspecify.annotations.NullMarked;
