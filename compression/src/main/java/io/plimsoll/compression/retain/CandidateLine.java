package io.plimsoll.compression.retain;

/**
 * A line that may stay.
 *
 * @param source which of the sources it is from
 * @param place where it stands in that source; lines of one source are in the order of their places
 * @param within what it lies in where its text does not say so, else empty
 * @param text verbatim, without the space around it
 * @param tokens about how many it costs; at least 1
 * @param isDefinition whether it defines something
 * @param names the numbers of its names in the vocabulary
 * @param weights the weight of each of them
 */
record CandidateLine(
        int source,
        int place,
        String within,
        String text,
        int tokens,
        boolean isDefinition,
        int[] names,
        double[] weights) {

    /** As it is written. */
    String written() {
        return within.isEmpty() ? text : within + ": " + text;
    }
}
