package io.plimsoll.compression.reduce;

/**
 * One tool call and, once it is there, its result.
 *
 * @param callId the id that ties the two together
 * @param tool the tool's name as the client calls it
 * @param arguments the call's arguments, JSON in most cases
 * @param result what the tool answered, as plain text; empty for a call without an answer
 */
public record ToolText(String callId, String tool, String arguments, String result) {

    /** This call with another result. */
    public ToolText withResult(String other) {
        return new ToolText(callId, tool, arguments, other);
    }

    /** Sizes only: the texts are a client's. */
    @Override
    public String toString() {
        return "ToolText[" + tool + ", arguments of " + arguments.length() + " characters, result of " + result.length()
                + "]";
    }
}
