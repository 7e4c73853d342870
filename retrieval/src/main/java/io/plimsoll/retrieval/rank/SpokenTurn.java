package io.plimsoll.retrieval.rank;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A passage that says itself who spoke and when: {@code [8 May 2023] Maria: …}, as chat logs and memory benchmarks write
 * turns.
 *
 * @param date the day, null if the bracket holds none
 * @param speaker who spoke, as written
 * @param bodyStart offset of what was said
 */
record SpokenTurn(@Nullable LocalDate date, String speaker, int bodyStart) {

    private static final Pattern HEADER =
            Pattern.compile("\\A\\[(?=[^\\]\n]*\\b(?:19|20)\\d{2}\\b)([^\\]\n]{4,60})\\] ([^:\n]{1,40}):\\s*");
    private static final Pattern ISO_DATE = Pattern.compile("\\b(\\d{4})-(\\d{2})-(\\d{2})\\b");
    private static final Pattern YEAR = Pattern.compile("\\b((?:19|20)\\d{2})\\b");
    private static final Pattern DAY = Pattern.compile("\\b(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)");

    /** Reads the head of a passage; empty if it has none. */
    static Optional<SpokenTurn> of(String text) {
        var header = HEADER.matcher(text);
        if (!header.find()) {
            return Optional.empty();
        }
        return Optional.of(new SpokenTurn(date(header.group(1)), header.group(2).strip(), header.end()));
    }

    private static @Nullable LocalDate date(String text) {
        try {
            var iso = ISO_DATE.matcher(text);
            if (iso.find()) {
                return LocalDate.parse(iso.group());
            }
            var month = Months.first(text.toLowerCase(Locale.ROOT));
            var year = YEAR.matcher(text);
            if (month.isEmpty() || !year.find()) {
                return null;
            }
            var day = DAY.matcher(Months.around(text, month.get()));
            return day.find()
                    ? LocalDate.of(Integer.parseInt(year.group(1)), month.get().month(), Integer.parseInt(day.group(1)))
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
