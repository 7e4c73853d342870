package io.plimsoll.compression.reduce.log;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.ContentType;
import io.plimsoll.compression.reduce.ContentTypes;
import io.plimsoll.compression.reduce.GoalWords;
import io.plimsoll.compression.reduce.LeftOut;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The lines of a log that say what went wrong, as many as fit; {@link LogLines.Rank} is the order. Where lines are gone, one
 * says how many and of what level: {@code [… 40 lines: 3 ERROR, 12 WARN left out …]}.
 *
 * <p>The first line of each error and each stack trace stays whatever the target is (of a trace above 35 lines its first 25 and
 * last 10). Errors that differ from an earlier one in numbers and ids alone stay as long as there is room for them; where not
 * all of them find room as they are, the lines that stay are written with {@linkplain LogTemplates templates}, and those that
 * still do not are counted.
 */
public final class LogExtract implements Reducer {

    private static final int ROUNDS = 5;
    /** Estimates are aimed a little below the target, since a text above it is of no use. */
    private static final double AIM = .98;

    @Override
    public Reduction rung() {
        return Reduction.EXTRACT;
    }

    @Override
    public boolean isLossless() {
        return false;
    }

    @Override
    public Optional<String> reduce(Reading reading, Target target) {
        String text = reading.text().result();
        int tokens = target.counter().applyAsInt(text);
        if (tokens <= target.tokens() || LeftOut.isIn(text)) {
            return Optional.empty();
        }
        String log = TemplateText.read(text).orElse(text);
        if (ContentTypes.of(log) != ContentType.LOG) {
            return Optional.empty();
        }
        var lines = new LogLines(List.of(log.split("\n", -1)), GoalWords.of(target.goal()));
        double tokensOfCharacter = target.counter().applyAsInt(log) / (double) log.length();
        String extract = extract(new LineChoice(lines, tokensOfCharacter), target);
        return target.counter().applyAsInt(extract) < tokens ? Optional.of(extract) : Optional.empty();
    }

    private static String extract(LineChoice choice, Target target) {
        BitSet plain = fitting(choice, target, UnaryOperator.identity());
        if (choice.hasAllErrors(plain)) {
            return choice.text(plain);
        }
        UnaryOperator<String> templates = text -> TemplateText.write(text).orElse(text);
        return templates.apply(choice.text(fitting(choice, target, templates)));
    }

    /** The most lines whose text, written so, is within the target; the fewest that there are if none is. */
    private static BitSet fitting(LineChoice choice, Target target, UnaryOperator<String> written) {
        BitSet best = choice.within(0);
        int most = -1;
        double budget = target.tokens();
        for (int round = 0; round < ROUNDS; round++) {
            BitSet kept = choice.within(budget);
            int tokens = target.counter().applyAsInt(written.apply(choice.text(kept)));
            if (tokens <= target.tokens() && tokens > most) {
                best = kept;
                most = tokens;
            }
            budget *= AIM * target.tokens() / Math.max(tokens, 1);
        }
        return best;
    }
}
