package io.plimsoll.budget.tokens;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a template writes around calls and their results.
 *
 * <p>Results that follow each other may share a frame (Qwen writes them into one turn of the user). So a result is taken to
 * cost what it adds to a result before it, and what the first one costs beyond that is put on the turn that made the calls:
 * calls and results stay together in a history, and their sum is right.
 *
 * @param turns frames of the other turns
 * @param firstStart what comes before the text of the first result
 * @param nextStart what comes before the text of a further one
 * @param nextEnd what comes after it, up to where one more could start
 * @param text {@link Markers#TEXT} as it shows in the place of the text of a result
 * @param lastEnd what comes after the text of the last result
 */
record ToolFrames(TurnFrames turns, String firstStart, String nextStart, String nextEnd, String text, String lastEnd) {

    /** Empty if the template refuses tool turns or writes them in no separable way. */
    static Optional<ToolFrames> of(TurnFrames turns) {
        try {
            return Optional.of(find(turns));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static ToolFrames find(TurnFrames turns) {
        TemplateProbe probe = turns.probe();
        PromptMessage user = Markers.user(Markers.EARLIER);
        PromptMessage first = Markers.result(Markers.BEFORE);
        String firstStart = firstStart(turns);
        String lastEnd = TurnFrames.after(Markers.BEFORE, probe.render(user, Markers.calling(1), first));
        String two = twoResults(probe, user, first, Markers.result(Markers.AFTER));
        Slot next = TurnFrames.slot(Markers.AFTER, two);
        String between = TurnFrames.between(Markers.BEFORE, Markers.AFTER, two);
        String nextEnd = commonStart(between, lastEnd);
        return new ToolFrames(
                turns,
                firstStart,
                between.substring(nextEnd.length()),
                nextEnd,
                next.shown(two, Markers.AFTER, Markers.TEXT),
                lastEnd);
    }

    /* Some templates refuse more than one call in a message (Llama 3.1), few look whether results match calls. */
    private static String twoResults(
            TemplateProbe probe, PromptMessage user, PromptMessage first, PromptMessage second) {
        try {
            return probe.render(user, Markers.calling(2), first, second);
        } catch (IllegalStateException e) {
            return probe.render(user, Markers.calling(1), first, second);
        }
    }

    /* A call ends alike whether a result follows or not, so what its end leaves before the result is the result's. */
    private static String firstStart(TurnFrames turns) {
        PromptMessage user = Markers.user(Markers.EARLIER);
        String followed = turns.bodyBefore(Markers.calling(1), Markers.result(Markers.AFTER), Markers.AFTER);
        String alone = TurnFrames.withoutPrefix(
                turns.userEnd(), TurnFrames.after(Markers.EARLIER, turns.probe().render(user, Markers.calling(1))));
        String argument = Markers.argument(0);
        int inAlone = alone.lastIndexOf(argument);
        if (inAlone < 0) {
            return TurnFrames.withoutPrefix(alone, followed);
        }
        return TurnFrames.withoutPrefix(
                alone.substring(inAlone), followed.substring(Math.max(0, followed.lastIndexOf(argument))));
    }

    /* Not cut within a tag, which may be one token. */
    private static String commonStart(String some, String other) {
        int length = 0;
        while (length < Math.min(some.length(), other.length()) && some.charAt(length) == other.charAt(length)) {
            length++;
        }
        String common = some.substring(0, length);
        int open = common.lastIndexOf('<');
        return open >= 0 && common.indexOf('>', open) < 0 ? common.substring(0, open) : common;
    }

    /** A result that follows another one. */
    Frame nextResult() {
        return Frame.of(nextStart + text + nextEnd, List.of(Markers.TEXT, Markers.callId(0)));
    }

    /** A result that stands alone. */
    Frame onlyResult() {
        return Frame.of(firstStart + text + lastEnd, List.of(Markers.TEXT, Markers.callId(0)));
    }

    /**
     * An assistant's turn with calls.
     *
     * @param shape the message, with markers in place of what the frame is to have holes for
     * @throws IllegalStateException if the template refuses the message
     */
    Frame calling(PromptMessage shape) {
        String body = TurnFrames.withoutSuffix(
                firstStart, turns.bodyBefore(shape, Markers.result(Markers.AFTER), Markers.AFTER));
        List<String> markers = new ArrayList<>(List.of(Markers.TEXT, Markers.REASONING));
        for (int i = 0; i < shape.calls().size(); i++) {
            markers.addAll(List.of(Markers.callId(i), Markers.callName(i), Markers.arguments(i)));
        }
        return Frame.of(body, markers);
    }
}
