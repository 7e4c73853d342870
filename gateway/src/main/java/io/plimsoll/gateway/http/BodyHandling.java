package io.plimsoll.gateway.http;

/** How a request's body travels. */
public enum BodyHandling {
    /** It is read whole, up to {@link EdgeOptions#maxBodyBytes()}, before the planner is asked. */
    COLLECT,
    /** The planner is asked at once, and the body flows from client to upstream with back-pressure, unseen. */
    STREAM
}
