package io.plimsoll.budget;

import java.util.Objects;

/**
 * Names one history whose tokens are budgeted: a lane of a session of a tenant. Two requests with equal keys are turns of
 * the same conversation.
 *
 * @param tenant who pays; never blank
 * @param session one agent's conversation, as the client names it or as its lineage tells; never blank
 * @param lane a sub-agent or side call inside the session; {@value #MAIN} for the agent itself
 */
public record LaneKey(String tenant, String session, String lane) {

    /** The lane of an agent's own conversation. */
    public static final String MAIN = "main";

    public LaneKey {
        requireText("tenant", tenant);
        requireText("session", session);
        requireText("lane", lane);
    }

    private static void requireText(String what, String value) {
        if (Objects.requireNonNull(value, what).isBlank()) {
            throw new IllegalArgumentException("lane key: " + what + ": '" + value + "' (expected: not blank)");
        }
    }
}
