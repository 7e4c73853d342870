package io.plimsoll.gateway.views;

import io.plimsoll.compression.ChainHash;

/**
 * The end of a history that was once sent.
 *
 * @param tenant whose history it was; hashes are never compared between tenants
 * @param scope {@link KeptLane#scope()}
 * @param hash the chain hash of its last message
 */
public record HistoryEnd(String tenant, String scope, ChainHash hash) {}
