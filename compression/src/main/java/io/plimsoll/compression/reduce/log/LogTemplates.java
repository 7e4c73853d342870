package io.plimsoll.compression.reduce.log;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.ContentType;
import io.plimsoll.compression.reduce.ContentTypes;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import java.util.Optional;

/**
 * Log lines that share a template, found by {@link Drain}, written as the template once and then each line's own words. At least
 * three lines have to share two words, and to become shorter. Every line stays at its place and can be read back to the letter:
 * {@link TemplateText} shows the notation.
 */
public final class LogTemplates implements Reducer {

    /** The log that {@code text} was written from; {@code text} itself if it has no templates. */
    public static String original(String text) {
        return TemplateText.read(text).orElse(text);
    }

    @Override
    public Reduction rung() {
        return Reduction.STRUCTURE;
    }

    @Override
    public boolean isLossless() {
        return true;
    }

    @Override
    public Optional<String> reduce(Reading reading, Target target) {
        String text = reading.text().result();
        if (ContentTypes.of(text) != ContentType.LOG) {
            return Optional.empty();
        }
        return TemplateText.write(text)
                .filter(shorter ->
                        target.counter().applyAsInt(shorter) < target.counter().applyAsInt(text));
    }
}
