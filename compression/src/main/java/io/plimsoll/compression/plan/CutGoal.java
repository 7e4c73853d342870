package io.plimsoll.compression.plan;

import java.time.Instant;

/**
 * What a cut should reach.
 *
 * @param lineTokens the load line: what the whole prompt may have; above 0
 * @param lowWaterTokens where a cut should end; above 0, at most the line
 * @param newest which of the newest tool results should stay verbatim, with their calls
 * @param minimumGain the share of the line that a cut has to free if nothing demands it; 0 to 1
 * @param timing whether to cut before the line is reached
 * @param now the time that the cut's edits carry; it decides nothing
 */
public record CutGoal(
        int lineTokens, int lowWaterTokens, Newest newest, double minimumGain, Timing timing, Instant now) {

    /** What a cut has to free where no policy says otherwise. */
    public static final double USUAL_MINIMUM_GAIN = .25;

    /**
     * The newest tool results.
     *
     * @param results how many of them; at least 0
     * @param share the share of the line that they may take together; above 0, at most 1
     */
    public record Newest(int results, double share) {

        /** What they may take where no policy says otherwise. */
        public static final double USUAL_SHARE = .75;

        public Newest {
            if (results < 0) {
                throw new IllegalArgumentException("cut goal: newest results " + results + " (expected: >= 0)");
            }
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "cut goal: newest share " + share + " (expected: above 0, at most 1)");
            }
        }
    }

    /** When a cut may be made, and what it is then said to be for. */
    public enum Timing {
        /** Only when the prompt is over the line. */
        AT_LINE("over the line"),
        /**
         * Also from three quarters of the line on, at a moment when little would be prefilled again: a thin protected tail,
         * and a user who just spoke.
         */
        EARLY("early"),
        /**
         * Also from three quarters of the line on, whatever stands behind the cut: the backend reads it between two turns,
         * while nobody waits.
         */
        BETWEEN_TURNS("between two turns"),
        /** Also from low water and the minimum gain on: the backend has to read all that is sent in any case. */
        PREFIX_COLD("its prefix was cold");

        private final String phrase;

        Timing(String phrase) {
            this.phrase = phrase;
        }

        /** Why such a cut was made, as its edits say: a short fixed phrase. */
        public String phrase() {
            return phrase;
        }
    }

    public CutGoal {
        if (lowWaterTokens <= 0 || lowWaterTokens > lineTokens) {
            throw new IllegalArgumentException("cut goal: low water " + lowWaterTokens + ", line " + lineTokens
                    + " (expected: 0 < low water <= line)");
        }
        if (!(minimumGain >= 0 && minimumGain <= 1)) {
            throw new IllegalArgumentException("cut goal: minimum gain " + minimumGain + " (expected: 0 to 1)");
        }
    }

    /** A goal whose newest results may take the usual share. */
    public CutGoal(
            int lineTokens, int lowWaterTokens, int newestResults, double minimumGain, Timing timing, Instant now) {
        this(lineTokens, lowWaterTokens, new Newest(newestResults, Newest.USUAL_SHARE), minimumGain, timing, now);
    }

    /** The same with the usual minimum gain. */
    public CutGoal(int lineTokens, int lowWaterTokens, int newestResults, Timing timing, Instant now) {
        this(lineTokens, lowWaterTokens, newestResults, USUAL_MINIMUM_GAIN, timing, now);
    }

    /** How many of the newest tool results should stay at most. */
    public int newestResults() {
        return newest.results();
    }

    /** What they may take together, in tokens. */
    int newestTokens() {
        return ofLine(newest.share());
    }

    /** The tokens that a cut has to free if nothing demands it. */
    public int minimumGainTokens() {
        return ofLine(minimumGain);
    }

    /** A share of the line, in tokens. */
    int ofLine(double share) {
        return (int) (share * lineTokens);
    }
}
