package io.plimsoll.budget.config;

/**
 * Who may use the admin API.
 *
 * @param keySha256 the hash of the admin key
 */
public record AdminSettings(KeySha256 keySha256) {}
