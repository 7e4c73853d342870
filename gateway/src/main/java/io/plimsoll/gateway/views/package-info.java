/**
 * What lanes need to go on after the process has ended: their views with all bytes of their edits, the ends by which their
 * histories are found again, and the backend that knows their prefix. It is written down before a request is sent with it.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.views.ViewStore} is the seam, {@link io.plimsoll.gateway.views.KeptLane} what
 * it keeps, {@link io.plimsoll.gateway.views.ViewStores} opens the one on local disk: a file for each lane, replaced whole.
 */
@NullMarked
package io.plimsoll.gateway.views;

import org.jspecify.annotations.NullMarked;
