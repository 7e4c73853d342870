/**
 * What a cut costs the agent, told from what the agent does: calls that are made again and tell nothing new, and edits that
 * fail. An agent does some of that with its whole history in sight as well, so the figures of lanes that were cut mean
 * something only beside those of lanes that were not.
 *
 * <p>Starting point: {@link io.plimsoll.compression.quality.LaneWork}.
 */
@NullMarked
package io.plimsoll.compression.quality;

import org.jspecify.annotations.NullMarked;
