/**
 * Whether cuts make agents take extra steps, policy by policy, and what a policy does about it. Calls of lanes that were cut
 * are held against calls of lanes that were not (yet); where they need more extra steps than the policy allows, beyond what
 * chance explains, a policy that is told to backs off by one step and says so. It is a hint and no proof: on a recorded
 * session, whose agent never saw a cut, the later half repeats more than the first.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.quality.QualityMeter} and {@link io.plimsoll.gateway.quality.ExtraSteps}.
 */
@NullMarked
package io.plimsoll.gateway.quality;

import org.jspecify.annotations.NullMarked;
