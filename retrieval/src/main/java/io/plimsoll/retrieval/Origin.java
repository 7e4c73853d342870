package io.plimsoll.retrieval;

import java.time.Instant;
import java.util.Objects;

/**
 * Where a text came from, beside its place in the conversation.
 *
 * @param role who said it, as the dialect names it ({@code user}, {@code assistant}, {@code tool}); never blank
 * @param tool the tool whose call or result it is; empty if none
 * @param path the file or resource that the tool read or wrote; empty if none or unknown
 * @param at when the message was archived
 */
public record Origin(String role, String tool, String path, Instant at) {

    public Origin {
        if (role.isBlank()) {
            throw new IllegalArgumentException("origin: role: '" + role + "' (expected: not blank)");
        }
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(at, "at");
    }

    /** Whether a person or a model said it, rather than a tool. */
    public boolean isSpoken() {
        return tool.isEmpty() && !role.equals("tool");
    }

    /** A message that has to do with no tool. */
    public static Origin of(String role, Instant at) {
        return new Origin(role, "", "", at);
    }
}
