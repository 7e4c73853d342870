package io.plimsoll.compression.quality;

/** What a tool call brought to a lane that remembers its earlier ones. */
public enum CallNews {
    /** Something that was not known. */
    NEW,
    /** Lines of a file that were read before and have not changed since. */
    REREAD,
    /** The very answer that the same call had before. */
    REPEAT,
    /** A change to a file that was refused: most often the agent no longer knows the file's text. */
    FAILED_EDIT;

    /** Whether the step would not have been needed by an agent that remembers all. */
    public boolean isExtra() {
        return this != NEW;
    }
}
