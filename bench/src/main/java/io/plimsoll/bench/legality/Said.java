package io.plimsoll.bench.legality;

import java.util.List;

/** One thing that is said in a conversation, in no dialect. Closed: what agents and their tools can say. */
sealed interface Said {

    /** The user, or who speaks for them. */
    record User(String text) implements Said {}

    /** A note of the client's in the system role, in the middle of the history. */
    record Note(String text) implements Said {}

    /**
     * The model.
     *
     * @param thought empty for none
     * @param text empty for none
     * @param calls empty for none
     */
    record Model(String thought, String text, List<Call> calls) implements Said {

        public Model {
            calls = List.copyOf(calls);
        }
    }

    /** What a tool said to a call. */
    record Result(String call, String text) implements Said {}

    /**
     * A call.
     *
     * @param arguments JSON text
     */
    record Call(String id, String tool, String arguments) {}
}
