package io.plimsoll.compression.reduce;

import io.plimsoll.budget.config.Reduction;
import java.util.Optional;

/**
 * Makes a tool text shorter by one kind of redundancy. Pure and deterministic: equal readings and targets give equal texts, so
 * a history is always reduced to the same bytes. The result is never longer in tokens than the text, and reducing it again
 * changes nothing. Thread-safe; safe for any text, however long or hostile, in time near linear to its length.
 */
public interface Reducer {

    /** The rung of the ladder that it belongs to. */
    Reduction rung();

    /** Whether everything that the text told can still be read from the result, alone or with the texts that it names. */
    boolean isLossless();

    /**
     * The text made shorter.
     *
     * @return empty where it is not of the reducer's kind, is short enough as it is, or would not become shorter
     */
    Optional<String> reduce(Reading reading, Target target);
}
