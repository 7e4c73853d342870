/**
 * What a cut costs and what it is worth, in seconds of a GPU: the prefill of what stands behind its first changed byte,
 * against the attention and the KV reads of the tokens that it takes out of every later turn.
 *
 * <p>Starting points: {@link io.plimsoll.budget.cost.CutCost} holds the two sides against each other,
 * {@link io.plimsoll.budget.cost.KvValue} says what freed KV memory is worth in a pool as it is now. Everything here is
 * immutable and pure, and knows no engine and no session.
 */
@NullMarked
package io.plimsoll.budget.cost;

import org.jspecify.annotations.NullMarked;
