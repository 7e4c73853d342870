/**
 * Finds the durable instructions of a user (prohibitions, duties, limits, deadlines, preferences, corrections, goals) and
 * keeps them word for word where the messages around them are cut. Model summaries are known to lose most of them, so
 * nothing here rewrites a word: what is kept is a slice of what the user wrote.
 *
 * <p>Starting points: {@link io.plimsoll.compression.constraints.InstructionDetector} reads one message, {@link
 * io.plimsoll.compression.constraints.ConstraintLedger} collects those of many, and {@code instruction-phrases.txt} beside
 * this class says by which words an instruction is known. The package knows no conversations and no dialects: whose words a
 * text holds is for its callers to say, and they must never hand it a tool's result.
 */
@NullMarked
package io.plimsoll.compression.constraints;

import org.jspecify.annotations.NullMarked;
