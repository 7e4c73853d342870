/**
 * Whether cuts make agents take extra steps, policy by policy, and what a policy does about it. Calls of lanes that were cut
 * are held against calls of lanes that were not (yet); where they need more extra steps than the policy allows, beyond what
 * chance explains, the policy backs off by one step and says so.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.quality.QualityMeter} and {@link io.plimsoll.gateway.quality.ExtraSteps}.
 */
@NullMarked
package io.plimsoll.gateway.quality;

import org.jspecify.annotations.NullMarked;
