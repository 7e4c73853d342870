package io.plimsoll.budget.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, with binary units ({@code KiB}, {@code MiB}, {@code GiB}, {@code TiB}) or decimal ones ({@code KB},
 * {@code MB}, {@code GB}, {@code TB}).
 *
 * @param bytes at least 1
 */
public record ByteSize(long bytes) implements ContextAmount {

    private static final Pattern SYNTAX = Pattern.compile("([1-9][0-9]{0,5})([KMGT]i?B)");
    private static final Map<String, Long> BYTES_OF_UNIT = Map.of(
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30,
            "TiB",
            1L << 40,
            "KB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L,
            "TB",
            1_000_000_000_000L);

    public ByteSize {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes: " + bytes + " (expected: >= 1)");
        }
    }

    /**
     * Reads {@code 4GiB} or {@code 500MB}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static ByteSize parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' (expected: bytes such as 64MiB or 4GiB)");
        }
        return new ByteSize(Long.parseLong(matcher.group(1)) * BYTES_OF_UNIT.getOrDefault(matcher.group(2), 1L));
    }

    /** The shortest spelling in one of the units, else plain bytes. */
    @Override
    public String toString() {
        return BYTES_OF_UNIT.entrySet().stream()
                .filter(unit -> bytes % unit.getValue() == 0)
                .max(Map.Entry.comparingByValue())
                .map(unit -> bytes / unit.getValue() + unit.getKey())
                .orElse(bytes + "B");
    }
}
