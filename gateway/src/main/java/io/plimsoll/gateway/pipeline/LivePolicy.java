package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.gateway.session.Tenants;

/**
 * The policy file as it holds now, with what is derived from it.
 *
 * @param file the file
 * @param tenants its tenants, by key
 */
public record LivePolicy(PolicyFile file, Tenants tenants) {

    /** The policy that {@code file} makes. */
    public static LivePolicy of(PolicyFile file) {
        return new LivePolicy(file, new Tenants(file));
    }
}
