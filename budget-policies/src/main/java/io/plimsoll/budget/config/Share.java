package io.plimsoll.budget.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * A part of a whole, written as a percentage.
 *
 * @param fraction 0 to 1, both included; {@code 50%} is 0.5
 */
public record Share(double fraction) implements ContextAmount {

    private static final Pattern SYNTAX = Pattern.compile("(100|[0-9]{1,2}(\\.[0-9]{1,4})?)%");

    public Share {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("share: " + fraction + " (expected: 0 to 1)");
        }
    }

    /**
     * Reads {@code 50%} or {@code 12.5%}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Share parse(String text) {
        if (!SYNTAX.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' (expected: a share such as 50%, 0% to 100%)");
        }
        return new Share(Double.parseDouble(text.substring(0, text.length() - 1)) / 100);
    }

    /** The percentage, with at most four decimals. */
    @Override
    public String toString() {
        return new BigDecimal(fraction * 100)
                        .setScale(4, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}
