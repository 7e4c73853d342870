/** Benchmarks and load scenarios. Not shipped. */
@NullMarked
package io.plimsoll.bench;

import org.jspecify.annotations.NullMarked;
