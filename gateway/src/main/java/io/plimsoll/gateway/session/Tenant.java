package io.plimsoll.gateway.session;

/**
 * Who pays for a request.
 *
 * @param name the tenant's name in the policy file; {@code anonymous} without a key; {@code key-…} for a key that the file
 *     does not list, so that two unknown keys never share a session
 * @param weight its share of the pools under pressure, above 0
 */
public record Tenant(String name, double weight) {}
