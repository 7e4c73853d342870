package io.plimsoll.compression.constraints;

/** How many brackets and quotation marks are open at a place of a text. Not thread-safe. */
final class Nesting {

    private int open;
    private boolean straightQuote;
    /** German quotations end with the mark that begins English ones. */
    private boolean lowQuote;

    void read(String text, Span span) {
        for (int i = span.start(); i < span.end(); i++) {
            read(text.charAt(i));
        }
    }

    boolean isOpen() {
        return open > 0 || straightQuote;
    }

    private void read(char c) {
        switch (c) {
            case '"' -> straightQuote = !straightQuote;
            case '(', '«' -> open++;
            case '„' -> {
                open++;
                lowQuote = true;
            }
            case '“' -> {
                open = Math.max(0, open + (lowQuote ? -1 : 1));
                lowQuote = false;
            }
            case ')', '»', '”' -> open = Math.max(0, open - 1);
            default -> {
                // neither opens nor closes
            }
        }
    }
}
