/**
 * Which backend takes a request.
 *
 * <p>Starting points: {@link io.plimsoll.backends.route.EndpointPicker} filters and scores,
 * {@link io.plimsoll.backends.route.LaneAffinity} remembers where a lane's KV cache is. Routing reads what backends and
 * ledger say and writes nothing but the affinity; the reservation is the caller's.
 */
@NullMarked
package io.plimsoll.backends.route;

import org.jspecify.annotations.NullMarked;
