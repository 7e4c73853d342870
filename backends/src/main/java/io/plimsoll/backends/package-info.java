/** Inference engines: what they are, what they report, and which of them takes a request. */
@NullMarked
package io.plimsoll.backends;

import org.jspecify.annotations.NullMarked;
