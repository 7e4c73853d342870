package io.plimsoll.budget.config;

/** What a tool of a client does to files. */
public enum ToolAction {
    /** It shows a file, or lines of it. */
    READ,
    /** It changes a part of a file. */
    EDIT,
    /** It makes a file, or all of it anew. */
    WRITE,
    /** It removes a file. */
    DELETE,
    /** It gives a file another name. */
    MOVE,
    /** It runs a shell command. */
    SHELL,
    /** It applies a patch that names its files itself. */
    PATCH
}
