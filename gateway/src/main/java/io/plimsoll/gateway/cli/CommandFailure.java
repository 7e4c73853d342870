package io.plimsoll.gateway.cli;

/** A command that could not do its work, with one sentence for the console. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailure(String sentence) {
        super(sentence);
    }

    /** What the console shows of a failure: its own sentence, and the kind of failure where that says more. */
    static String sentence(Throwable failure) {
        Throwable cause = failure;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
