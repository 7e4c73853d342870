package io.plimsoll.bench.cuts;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a tool call names that no agent makes up: paths, file names, shaped names (an underscore, letters with digits, a
 * small letter before a capital, a date), numbers of at least {@value #DIGITS} digits, and quoted strings of at least
 * {@value #CHARACTERS} characters. Stateless.
 */
final class Literals {

    private static final int DIGITS = 4;
    private static final int CHARACTERS = 6;
    private static final int LONGEST = 80;

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A path, else a file name, else a word with its dashes: whichever begins first, in that order of preference. */
    private static final Pattern NAME = Pattern.compile(
            "(?<place>[\\w~.@+-]*(?:/[\\w.@+-]+)+|\\b[\\w-]+\\.[a-zA-Z]{1,5}\\b)|\\b[a-zA-Z0-9_]+(?:-[a-zA-Z0-9_]+)*\\b",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern QUOTED = Pattern.compile("\"([^\"\\n]{6,80})\"|'([^'\\n]{6,80})'");

    private static final Pattern SHAPED = Pattern.compile(
            ".*(?:_|[a-z][A-Z]|[A-Z]{2}[a-z]).*|(?=.*\\p{L})(?=.*\\p{Nd}).*|\\d{4}-\\d\\d-\\d\\d", Pattern.DOTALL);

    private Literals() {}

    /**
     * The literals in a call's arguments.
     *
     * @param arguments JSON text; what is none counts as one string
     */
    static Set<String> in(String arguments) {
        Set<String> found = new TreeSet<>(Comparator.naturalOrder());
        strings(arguments).forEach(text -> addFrom(text, found));
        return found;
    }

    /** All strings and numbers among the values of JSON text, in order. */
    static Stream<String> strings(String json) {
        try {
            return values(JSON.readTree(json));
        } catch (JacksonException broken) {
            return Stream.of(json);
        }
    }

    private static Stream<String> values(JsonNode node) {
        if (node.isContainer()) {
            return node.valueStream().flatMap(Literals::values);
        }
        return node.isString() || node.isNumber() ? Stream.of(node.asString()) : Stream.empty();
    }

    private static void addFrom(String text, Set<String> found) {
        Matcher names = NAME.matcher(text);
        while (names.find()) {
            String name = withoutDots(names.group());
            boolean place = names.group("place") != null;
            boolean number = name.chars().allMatch(Character::isDigit);
            boolean named = !number && name.length() >= CHARACTERS && (place || isShaped(name));
            if (named || (number && name.length() >= DIGITS)) {
                found.add(name);
            }
        }
        Matcher quotes = QUOTED.matcher(text);
        while (quotes.find()) {
            found.add(quotes.group(1) != null ? quotes.group(1) : quotes.group(2));
        }
        boolean oneWord = text.length() >= CHARACTERS && text.length() <= LONGEST && text.indexOf(' ') < 0;
        if (oneWord && text.indexOf('\n') < 0 && isShaped(text)) {
            found.add(text);
        }
    }

    private static String withoutDots(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '.') {
            end--;
        }
        return name.substring(0, end);
    }

    private static boolean isShaped(String name) {
        return SHAPED.matcher(name).matches();
    }
}
