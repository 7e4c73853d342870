package io.plimsoll.compression.retain;

/**
 * A text that is removed, and whose lines may stay.
 *
 * @param label what a reader knows it by: a path, or a command
 * @param kind what its lines are
 * @param text the whole text
 * @param ageTokens how much was said after it and is removed as well; at least 0
 */
public record Source(String label, Kind kind, String text, int ageTokens) {

    /** What the lines of a text are. */
    public enum Kind {
        /** Content of the file that the label names. */
        FILE,
        /** What the agent itself wrote into the file that the label names. */
        WRITTEN,
        /** What a command or a search printed. */
        OUTPUT,
        /** What went wrong, in few words. */
        ERROR,
        /** What somebody said. */
        SPEECH
    }

    public Source {
        if (ageTokens < 0) {
            throw new IllegalArgumentException(
                    "source '" + label + "': age: " + ageTokens + " tokens (expected: >= 0)");
        }
    }

    boolean isFile() {
        return kind == Kind.FILE || kind == Kind.WRITTEN;
    }

    /** What tells two things of one name apart; empty where the text is no file's. */
    String file() {
        return isFile() ? label : "";
    }
}
