package io.plimsoll.retrieval.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of months in English text. */
final class Months {

    private static final List<String> NAMES = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    private static final Pattern NAME =
            Pattern.compile("\\b(jan(?:uary)?|feb(?:ruary)?|march|mar|april|apr|may|june?|july?"
                    + "|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b");

    private Months() {}

    /** All names in a lower-case text, in order. */
    static List<Named> all(String lowerCase) {
        var named = new ArrayList<Named>();
        var matcher = NAME.matcher(lowerCase);
        while (matcher.find()) {
            named.add(new Named(number(matcher.group()), matcher.start(), matcher.end()));
        }
        return named;
    }

    /** The first name in a lower-case text. */
    static Optional<Named> first(String lowerCase) {
        return all(lowerCase).stream().findFirst();
    }

    /** The word before the name and the one behind it, where the day stands. */
    static String around(String text, Named name) {
        int before = text.lastIndexOf(' ', Math.max(0, name.start() - 2));
        int behind = text.indexOf(' ', Math.min(text.length(), name.end() + 1));
        return text.substring(Math.max(0, before), name.start())
                + ' '
                + text.substring(name.end(), behind < 0 ? text.length() : behind);
    }

    private static int number(String name) {
        for (int i = 0; i < NAMES.size(); i++) {
            if (NAMES.get(i).startsWith(name.substring(0, 3))) {
                return i + 1;
            }
        }
        throw new IllegalStateException("month '" + name + "' (expected: one of " + NAMES + ")");
    }

    /**
     * A month's name in a text.
     *
     * @param month 1 to 12
     * @param start offset of the name
     * @param end offset behind it
     */
    record Named(int month, int start, int end) {}
}
