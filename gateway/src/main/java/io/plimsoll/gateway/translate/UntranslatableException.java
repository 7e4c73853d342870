package io.plimsoll.gateway.translate;

/** A request asks for something that the engine's dialect cannot say. Without stack trace: it is the client's to mend. */
public final class UntranslatableException extends Exception {

    private final String field;

    /**
     * @param field where it stands: {@code tools[2].type}
     * @param problem the offending value and what would do: {@code "web_search" (expected: function)}
     */
    public UntranslatableException(String field, String problem) {
        super(field + ": " + problem, null, false, false);
        this.field = field;
    }

    /** Where it stands. */
    public String field() {
        return field;
    }
}
