package io.plimsoll.compression.check;

/**
 * One way in which an edited history is worse than the client's own.
 *
 * @param rule what it breaks
 * @param index the message of the edited history where it shows, from 0 behind the head; for something that is missing,
 *     the message of the client's history
 */
public record Violation(Rule rule, int index) {

    /** What makes a history legal for every backend, and true to its client. */
    public enum Rule {
        /** A tool call has no result, and more follows. */
        CALL_WITHOUT_RESULT,
        /** A result answers no call before it. */
        RESULT_WITHOUT_CALL,
        /** Something that is no result stands between a call and its result. */
        RESULT_NOT_BEHIND_CALL,
        /** A call id is used by two calls, or answered twice. */
        ID_TWICE,
        /** Two assistant messages follow each other. */
        ASSISTANTS_IN_A_ROW,
        /** Two user messages follow each other. */
        USERS_IN_A_ROW,
        /** The first speaker is the assistant. */
        ASSISTANT_FIRST,
        /** What a cut wrote is not the elements that it claims to be. */
        BLOCK_NOT_ITS_ROLES,
        /** A message that a cut wrote says nothing. */
        EMPTY_MESSAGE,
        /** Messages stand in another order than the client's, or twice. */
        OUT_OF_ORDER,
        /** Another role speaks last. */
        LAST_ROLE_CHANGED,
        /** The last user message is gone. */
        LAST_USER_MISSING,
        /** A part of the last atom is gone. */
        LAST_ATOM_MISSING,
        /** One of the newest results, or its call, is gone. */
        NEWEST_RESULT_MISSING
    }
}
