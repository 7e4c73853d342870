/** Tests of kept views: one contract for every store, and what a disk may do to files. */
@NullMarked
package io.plimsoll.gateway.views;

import org.jspecify.annotations.NullMarked;
