package io.plimsoll.gateway.surface;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON reader of all surfaces. Strings may be as long as a body may be; nesting ends at {@value #MAX_DEPTH}, so that
 * hostile depth is an error and not a stack overflow.
 */
public final class Json {

    static final int MAX_DEPTH = 512;

    private static final int MAX_NUMBER_LENGTH = 100_000;

    /** Reads and writes; shared, thread-safe. */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .build();

    private Json() {}

    /** What is wrong with a body that could not be read, for the client. */
    static String problem(JacksonException unreadable) {
        String problem = unreadable.getOriginalMessage();
        if (unreadable instanceof StreamConstraintsException) {
            return problem.contains("nesting")
                    ? "The body is nested too deeply (expected: at most " + MAX_DEPTH + " levels)"
                    : "The body holds a number or a name that is too long (expected: numbers of at most "
                            + MAX_NUMBER_LENGTH + " digits, names of at most "
                            + StreamReadConstraints.DEFAULT_MAX_NAME_LEN + " bytes)";
        }
        int innerPlace = problem.indexOf(" (start marker");
        var where = unreadable.getLocation();
        return "The body is not valid JSON: " + (innerPlace < 0 ? problem : problem.substring(0, innerPlace))
                + (where == null ? "" : " (at byte " + where.getByteOffset() + ")");
    }
}
