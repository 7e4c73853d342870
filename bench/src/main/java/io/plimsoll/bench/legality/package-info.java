/**
 * Random conversations through random cuts, recalls and clearings, in each dialect, in process: nothing that comes out may
 * break a rule that the client's own request kept. What is sent is read again as JSON by rules of this package, which share
 * no code with those that plan or check a cut.
 *
 * <p>Starting points: {@link io.plimsoll.bench.legality.LegalityBench} is the command, {@link
 * io.plimsoll.bench.legality.RandomAgent} makes conversations, {@link io.plimsoll.bench.legality.Rules} says what is illegal.
 */
@NullMarked
package io.plimsoll.bench.legality;

import org.jspecify.annotations.NullMarked;
