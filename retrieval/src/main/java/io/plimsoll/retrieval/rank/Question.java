package io.plimsoll.retrieval.rank;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A question, read once.
 *
 * @param text as it was put
 * @param terms its words that count, each once, in order
 * @param identifiers what it names exactly
 * @param dates the months, days and years it names
 * @param asksWhen whether it asks for a time
 */
record Question(String text, List<String> terms, Set<String> identifiers, Dates dates, boolean asksWhen) {

    private static final Pattern ASKS_WHEN = Pattern.compile(
            "\\b(?:when|how long|(?:what|which) (?:date|day|year|month|time))\\b", Pattern.CASE_INSENSITIVE);

    static Question of(String text) {
        return new Question(
                text,
                TextAnalysis.terms(text).stream().distinct().toList(),
                Identifiers.in(text),
                Dates.in(text),
                ASKS_WHEN.matcher(text).find());
    }

    /**
     * The time a question names.
     *
     * @param months 1 to 12
     * @param days 1 to 31, those that stand beside a month
     * @param years four digits
     */
    record Dates(Set<Integer> months, Set<Integer> days, Set<Integer> years) {

        private static final Pattern YEAR = Pattern.compile("\\b(?:19|20)\\d{2}\\b");
        private static final Pattern DAY = Pattern.compile("\\b(\\d{1,2})(?:st|nd|rd|th)?\\b");
        private static final Pattern BESIDE_MAY = Pattern.compile("\\d|\\bin\\b|\\bof\\b");

        static Dates in(String question) {
            String text = question.toLowerCase(Locale.ROOT);
            var months = new HashSet<Integer>();
            var days = new HashSet<Integer>();
            var years = new HashSet<Integer>();
            for (var name : Months.all(text)) {
                String beside = Months.around(text, name);
                boolean isVerb =
                        name.month() == 5 && !BESIDE_MAY.matcher(beside).find();
                if (isVerb) {
                    continue;
                }
                months.add(name.month());
                var day = DAY.matcher(beside);
                while (day.find()) {
                    days.add(Integer.parseInt(day.group(1)));
                }
            }
            var year = YEAR.matcher(text);
            while (year.find()) {
                years.add(Integer.parseInt(year.group()));
            }
            return new Dates(Set.copyOf(months), Set.copyOf(days), Set.copyOf(years));
        }
    }
}
