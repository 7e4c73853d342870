/**
 * Whose turn a request is: the tenant, the session that the client names or that its history tells, the lane inside it,
 * and what is kept for a lane between two turns.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.session.SessionNames} reads names, {@link
 * io.plimsoll.gateway.session.Lanes} finds the lane that a history belongs to, {@link
 * io.plimsoll.gateway.session.LaneKeeper} has lanes written down and brings them back, {@link
 * io.plimsoll.gateway.session.CompactionRequests} knows the requests in which a client has its history summarised.
 */
@NullMarked
package io.plimsoll.gateway.session;

import org.jspecify.annotations.NullMarked;
