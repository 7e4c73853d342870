package io.plimsoll.compression.retain;

/** Whether a word looks made up: {@code snake_case}, {@code camelCase}, {@code sha256}, {@code #ff0080}. */
final class WordShape {

    private static final int HEX_DIGITS = 3;

    private WordShape() {}

    static boolean isTelling(String word) {
        boolean letters = false;
        boolean digits = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '_') {
                return true;
            }
            if (Character.isUpperCase(c) && i > 0 && Character.isLowerCase(word.charAt(i - 1))) {
                return true;
            }
            letters |= Character.isLetter(c);
            digits |= Character.isDigit(c);
        }
        return (letters && digits) || isColour(word);
    }

    private static boolean isColour(String word) {
        return word.length() > HEX_DIGITS
                && word.charAt(0) == '#'
                && word.chars().skip(1).allMatch(c -> Character.digit(c, 16) >= 0);
    }
}
