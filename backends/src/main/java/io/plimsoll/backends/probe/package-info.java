/**
 * What a server says about its load.
 *
 * <p>Starting points: {@link io.plimsoll.backends.probe.LoadSample} is one reading in words that all engines share,
 * {@link io.plimsoll.backends.probe.PrometheusText} the page that most of them publish it on. Which metric means what is
 * known by the engine classes alone.
 */
@NullMarked
package io.plimsoll.backends.probe;

import org.jspecify.annotations.NullMarked;
