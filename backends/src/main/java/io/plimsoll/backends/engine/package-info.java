/**
 * One class per kind of inference server, which knows its endpoints, its metric names and the meaning of its answers.
 *
 * <p>Starting points: {@link io.plimsoll.backends.engine.InferenceEngine} is what each kind can do,
 * {@link io.plimsoll.backends.engine.EngineFacts} what it finds out, {@link io.plimsoll.backends.engine.BackendAnswer}
 * what an answer to a client's request means. Nothing here holds state: the live objects are in {@code backends}.
 */
@NullMarked
package io.plimsoll.backends.engine;

import org.jspecify.annotations.NullMarked;
