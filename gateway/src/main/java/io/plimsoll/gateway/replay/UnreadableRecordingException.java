package io.plimsoll.gateway.replay;

/** A file that holds no recording; the message is one sentence for people. */
public final class UnreadableRecordingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableRecordingException(String sentence) {
        super(sentence);
    }
}
