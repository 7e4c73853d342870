/**
 * What tool calls do to files, and what that makes of older results. A {@link
 * io.plimsoll.compression.reduce.files.ToolVocabulary} tells what a call reads and changes, whatever the client calls its tools;
 * a {@link io.plimsoll.compression.reduce.files.FileLedger} folds a history of calls into what of it still shows a file as it
 * is. Nothing here opens a file: all is read off the calls and their results, and what is not sure counts as unknown.
 *
 * <p>Starting points: {@code ToolVocabulary}, {@code FileLedger}, and {@link
 * io.plimsoll.compression.reduce.files.FileReducers} for the rungs of the ladder.
 */
@NullMarked
package io.plimsoll.compression.reduce.files;

import org.jspecify.annotations.NullMarked;
