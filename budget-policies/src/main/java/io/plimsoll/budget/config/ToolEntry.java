package io.plimsoll.budget.config;

import org.jspecify.annotations.Nullable;

/**
 * A tool of a client that works on files under a name of its own, so that what it read can be told stale.
 *
 * @param name the tool's name, as calls carry it; letter case does not matter
 * @param does what it does
 * @param path the argument with the file; for {@link ToolAction#SHELL} the one with the command, for {@link ToolAction#PATCH}
 *     the one with the patch; the usual names where absent
 * @param to for {@link ToolAction#MOVE} the argument with the new name
 * @param from the argument with the first line that is read
 * @param lines the argument with the number of lines that are read
 */
public record ToolEntry(
        String name,
        ToolAction does,
        @Nullable String path,
        @Nullable String to,
        @Nullable String from,
        @Nullable String lines) {

    public ToolEntry {
        new Rules()
                .rule(!name.isBlank(), "name", name, "a name")
                .rule(to == null || does == ToolAction.MOVE, "to", String.valueOf(to), "only beside does: move")
                .rule(from == null || does == ToolAction.READ, "from", String.valueOf(from), "only beside does: read")
                .rule(
                        lines == null || does == ToolAction.READ,
                        "lines",
                        String.valueOf(lines),
                        "only beside does: read")
                .check();
    }
}
