package io.plimsoll.compression.plan;

import java.time.Instant;

/**
 * What a cut should reach.
 *
 * @param lineTokens the load line: what the whole prompt may have; above 0
 * @param lowWaterTokens where a cut should end; above 0, at most the line
 * @param newestResults how many of the newest tool results should stay verbatim, with their calls; at least 0
 * @param newestShare the share of the line that these results may take together; above 0, at most 1
 * @param timing whether to cut before the line is reached
 * @param now the time that the cut's edits carry; it decides nothing
 */
public record CutGoal(
        int lineTokens, int lowWaterTokens, int newestResults, double newestShare, Timing timing, Instant now) {

    /** What the newest results may take of the line where no policy says otherwise. */
    public static final double USUAL_NEWEST_SHARE = .75;

    /** When a cut may be made. */
    public enum Timing {
        /** Only when the prompt is over the line. */
        AT_LINE,
        /**
         * Also from three quarters of the line on, at a moment when little would be prefilled again: a thin protected tail,
         * and a user who just spoke.
         */
        EARLY
    }

    public CutGoal {
        if (lowWaterTokens <= 0 || lowWaterTokens > lineTokens) {
            throw new IllegalArgumentException("cut goal: low water " + lowWaterTokens + ", line " + lineTokens
                    + " (expected: 0 < low water <= line)");
        }
        if (newestResults < 0) {
            throw new IllegalArgumentException("cut goal: newest results " + newestResults + " (expected: >= 0)");
        }
        if (!(newestShare > 0 && newestShare <= 1)) {
            throw new IllegalArgumentException(
                    "cut goal: newest share " + newestShare + " (expected: above 0, at most 1)");
        }
    }

    /** A goal whose newest results may take the usual share. */
    public CutGoal(int lineTokens, int lowWaterTokens, int newestResults, Timing timing, Instant now) {
        this(lineTokens, lowWaterTokens, newestResults, USUAL_NEWEST_SHARE, timing, now);
    }

    /** What the newest results may take together. */
    int newestTokens() {
        return ofLine(newestShare);
    }

    /** A share of the line, in tokens. */
    int ofLine(double share) {
        return (int) (share * lineTokens);
    }
}
