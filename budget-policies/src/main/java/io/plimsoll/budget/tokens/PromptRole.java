package io.plimsoll.budget.tokens;

/** The roles that chat templates know. {@code developer} is read as {@link #SYSTEM}, {@code function} as {@link #TOOL}. */
public enum PromptRole {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL
}
