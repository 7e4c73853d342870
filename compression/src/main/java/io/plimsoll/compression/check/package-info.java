/**
 * The last word before an edited history is sent: is it still a history that every backend accepts?
 *
 * <p>Starting points: {@link io.plimsoll.compression.check.HistoryValidator} compares what would be sent with what the
 * client sent and names each {@link io.plimsoll.compression.check.Violation}. It knows the rules of histories and nothing
 * of how cuts are planned.
 */
@NullMarked
package io.plimsoll.compression.check;

import org.jspecify.annotations.NullMarked;
