package io.plimsoll.compression.reduce.code;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.ContentType;
import io.plimsoll.compression.reduce.ContentTypes;
import io.plimsoll.compression.reduce.Envelope;
import io.plimsoll.compression.reduce.Goal;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import io.plimsoll.compression.reduce.ToolText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes the bodies out of a source file until it is short enough, the longest first, then the long comments. Imports, types,
 * fields, signatures, annotations, the first line of a documentation and lines that raise errors stay; so does a body that
 * names an identifier of the goal. Brackets stay as balanced as they were.
 */
public final class CodeSkeleton implements Reducer {

    private static final int LEAST_LINES = 3;
    private static final Pattern OMISSION =
            Pattern.compile("^[ \\t]*(?:// |# )?\\.\\.\\.(?:  #)? \\(\\d+ lines\\)$", Pattern.MULTILINE);
    /** What source text may be taken for, where the call names a source file. */
    private static final Set<ContentType> DOUBTFUL = Set.of(ContentType.PROSE, ContentType.OTHER);

    @Override
    public Reduction rung() {
        return Reduction.STRUCTURE;
    }

    @Override
    public boolean isLossless() {
        return false;
    }

    @Override
    public Optional<String> reduce(Reading reading, Target target) {
        String text = reading.text().result();
        int tokens = target.counter().applyAsInt(text);
        if (tokens <= target.tokens() || OMISSION.matcher(text).find()) {
            return Optional.empty();
        }
        Envelope envelope = Envelope.of(text);
        SourceLines source = SourceLines.of(envelope.body());
        return language(reading.text(), source)
                .map(language -> envelope.head() + shortened(source, language, tokens, target) + envelope.tail())
                .filter(shorter -> target.counter().applyAsInt(shorter) < tokens);
    }

    private static Optional<Language> language(ToolText text, SourceLines source) {
        Optional<Language> named = Language.ofFileIn(text.arguments());
        ContentType type = ContentTypes.of(text.result());
        if (type == ContentType.CODE) {
            return named.or(() -> Language.of(source));
        }
        return DOUBTFUL.contains(type)
                ? named.filter(language -> Language.of(source).equals(named))
                : Optional.empty();
    }

    private static String shortened(SourceLines source, Language language, int tokens, Target target) {
        String code = source.code();
        BareCode bare = BareCode.of(code, language);
        var skeleton = new Skeleton(source, language, bare);
        Goal goal = Goal.of(target.goal());
        int left = tokens;
        for (Body body : expendable(code, bare, language)) {
            if (left <= target.tokens()) {
                break;
            }
            if (skeleton.isWhole(body) && !goal.isNamedIn(source.code(body.header(), body.to()))) {
                skeleton.drop(body);
                left -= target.counter().applyAsInt(source.code(body.from(), body.to()));
            }
        }
        return skeleton.text();
    }

    /** Functions before comments, and of each the longest first. */
    private static List<Body> expendable(String code, BareCode bare, Language language) {
        List<Body> functions = language.isIndented() ? IndentBodies.in(bare) : BraceBodies.in(bare.text(), language);
        var inFunctions = new BitSet();
        functions.forEach(body -> inFunctions.set(body.from(), body.to()));
        List<Body> expendable = new ArrayList<>(functions);
        expendable.sort(Comparator.comparingInt(Body::lines).reversed());
        CommentBodies.in(code, bare).stream()
                .filter(comment -> !inFunctions.get(comment.from()))
                .sorted(Comparator.comparingInt(Body::lines).reversed())
                .forEach(expendable::add);
        expendable.removeIf(body -> body.lines() < LEAST_LINES);
        return expendable;
    }
}
