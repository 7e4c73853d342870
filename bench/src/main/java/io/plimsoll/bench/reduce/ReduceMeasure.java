package io.plimsoll.bench.reduce;

import java.nio.file.Path;
import java.util.List;

/** What is measured on texts of one kind. */
interface ReduceMeasure {

    /**
     * The tables of a run, in the order in which they are printed.
     *
     * @param files texts to measure on, gzipped or not; empty for the measure's own
     */
    List<Table> on(List<Path> files, TokenScale tokens);
}
