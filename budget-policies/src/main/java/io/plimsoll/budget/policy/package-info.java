/**
 * How many tokens a lane may hold now, and what happens to a request that holds more. Pure functions of what the caller
 * read from the ledger and the policy file: no clock, no state.
 *
 * <p>Starting points: {@link io.plimsoll.budget.policy.LineRules#line} draws a {@link io.plimsoll.budget.policy.LoadLine}
 * from rules and the state of a pool, {@link io.plimsoll.budget.policy.LoadLine#decide} holds a request against it, and
 * {@link io.plimsoll.budget.policy.WaterLevel} shares a pool.
 */
@NullMarked
package io.plimsoll.budget.policy;

import org.jspecify.annotations.NullMarked;
