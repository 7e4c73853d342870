/**
 * Logs, and what builds and tests print. Lines that differ in a few words share a template and keep only those words, without
 * loss; of what is still too long, the lines stay that say what went wrong.
 *
 * <p>Starting points: {@link io.plimsoll.compression.reduce.log.LogTemplates},
 * {@link io.plimsoll.compression.reduce.log.LogExtract} and {@link io.plimsoll.compression.reduce.log.Drain}.
 */
@NullMarked
package io.plimsoll.compression.reduce.log;

import org.jspecify.annotations.NullMarked;
