/**
 * What the gateway tells people and tools about itself: readiness, metrics, sessions and their explanations, backends,
 * search. Answers to loopback and to the admin key only, readiness to everybody.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.admin.AdminPages} is the table of pages.
 */
@NullMarked
package io.plimsoll.gateway.admin;

import org.jspecify.annotations.NullMarked;
