package io.plimsoll.compression.constraints;

/**
 * Something that a user wants to hold from then on.
 *
 * @param text a slice of the user's message, unchanged; not blank
 * @param force how binding it is
 */
public record Instruction(String text, Force force) {

    /** How binding an instruction is, the most binding first. */
    public enum Force {
        /** A prohibition, a duty, or whatever is said to hold from now on. */
        BINDING,
        /** A limit, a deadline, a preference, a correction, a goal, a fact to be remembered. */
        GUIDING
    }

    public Instruction {
        if (text.isBlank()) {
            throw new IllegalArgumentException("instruction: blank (expected: words)");
        }
    }
}
