/**
 * Who holds how much of each backend's KV memory. The ledger is written in two places only: a reservation is made when a
 * request has its backend, and it ends, settled or released, when the stream does. What it knows is an estimate of the
 * engine's own block pool, kept by the engine's rules, so that it also shows what the engine's metrics hide: the cached
 * conversations of idle sessions.
 *
 * <p>Starting points: {@link io.plimsoll.budget.ledger.KvLedger} and {@link io.plimsoll.budget.ledger.Reservation}; the
 * rules of a pool are on {@code BlockPool}.
 */
@NullMarked
package io.plimsoll.budget.ledger;

import org.jspecify.annotations.NullMarked;
