/**
 * Source files as skeletons: what is declared stays, what is done inside goes. A scanner tells code from comments and literals;
 * brackets, or indentation in Python, then show where bodies are. Nothing is parsed, so a file that does not compile, an excerpt
 * and a file with line numbers before its lines are read as well.
 *
 * <p>Starting points: {@link io.plimsoll.compression.reduce.code.CodeSkeleton}, then {@code BareCode} and {@code BraceBodies}.
 */
@NullMarked
package io.plimsoll.compression.reduce.code;

import org.jspecify.annotations.NullMarked;
