package io.plimsoll.backends.route;

import io.plimsoll.backends.Backend;

/** Free KV memory by the ledger's books, which know idle sessions where a backend's own gauges do not. Thread-safe. */
@FunctionalInterface
public interface KvHeadroom {

    /** Tokens that no session holds or is promised at the backend; below 0 when overdrawn; 0 where its pool is not known. */
    long freeTokens(Backend backend);
}
