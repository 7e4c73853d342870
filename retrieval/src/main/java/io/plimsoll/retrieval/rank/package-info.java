/**
 * Which passages of a session answer a question. {@link io.plimsoll.retrieval.rank.SessionPassages} is a session decoded for
 * ranking, {@link io.plimsoll.retrieval.rank.Recaller} the way from a query to an answer, and
 * {@link io.plimsoll.retrieval.rank.Weights} the learned sums with their origin.
 *
 * <p>Everything here is a function of the archived content and the query: no clock, no order of arrival, no other session.
 */
@NullMarked
package io.plimsoll.retrieval.rank;

import org.jspecify.annotations.NullMarked;
