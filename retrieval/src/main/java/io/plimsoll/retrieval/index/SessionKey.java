package io.plimsoll.retrieval.index;

/**
 * One session of one tenant.
 *
 * @param tenant never blank
 * @param session never blank
 */
record SessionKey(String tenant, String session) {}
