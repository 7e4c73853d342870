/**
 * Plans cuts: what of a history goes, what stands in its place, and whether that is worth doing at all. Plans what clients
 * want cleared, likewise.
 *
 * <p>Starting points: {@link io.plimsoll.compression.plan.CutPlanner} decides, {@code History} knows what is visible and
 * what is protected, {@code BlockComposer} writes what stands in the place of what goes. {@link
 * io.plimsoll.compression.plan.ClearingPlanner} makes messages say less, as a client's {@link
 * io.plimsoll.compression.plan.Clearing} asks. Planning is pure: equal requests,
 * views and goals give equal cuts.
 */
@NullMarked
package io.plimsoll.compression.plan;

import org.jspecify.annotations.NullMarked;
