/**
 * What search tools answer: lines with the file that they were found in, and paths. Both repeat the same beginnings over and
 * over, so they are first written without repetition, in a form that can be read back; only then are lines left out.
 *
 * <p>Starting points: {@link io.plimsoll.compression.reduce.listing.GroupedMatches} and
 * {@link io.plimsoll.compression.reduce.listing.FoldedPaths}, which lose nothing;
 * {@link io.plimsoll.compression.reduce.listing.TopMatches} and
 * {@link io.plimsoll.compression.reduce.listing.FolderCounts}, which do.
 */
@NullMarked
package io.plimsoll.compression.reduce.listing;

import org.jspecify.annotations.NullMarked;
