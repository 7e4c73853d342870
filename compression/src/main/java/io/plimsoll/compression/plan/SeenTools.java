package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ClearingWriter;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.RenderedElement;
import io.plimsoll.compression.Segment;
import io.plimsoll.compression.SegmentKind;
import io.plimsoll.compression.Splice;
import io.plimsoll.compression.reduce.Ladder;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Target;
import io.plimsoll.compression.reduce.ToolText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The answered tool calls of a history as the backend sees them: what an earlier cut took away is not among them, and a result
 * that says less has its fewer words. Immutable.
 */
final class SeenTools {

    private final List<Seen> all;

    /**
     * One of them.
     *
     * @param message where its result stands
     */
    record Seen(int message, ToolText text) {}

    private SeenTools(List<Seen> all) {
        this.all = List.copyOf(all);
    }

    static SeenTools of(History history, ClearingWriter writer) {
        Map<String, PromptCall> calls = new HashMap<>();
        List<Seen> seen = new ArrayList<>();
        for (RenderedElement element : history.rendered().elements()) {
            int message = element.source().from();
            for (PromptMessage part : read(history, writer, element)) {
                part.calls().forEach(call -> calls.put(call.id(), call));
                PromptCall call = part.role() == PromptRole.TOOL ? calls.get(part.resultOf()) : null;
                if (call != null) {
                    seen.add(new Seen(message, new ToolText(call.id(), call.name(), call.arguments(), part.text())));
                }
            }
        }
        return new SeenTools(seen);
    }

    private static List<PromptMessage> read(History history, ClearingWriter writer, RenderedElement element) {
        return switch (element) {
            case RenderedElement.Block block -> List.of();
            case RenderedElement.Kept kept -> {
                HistoryMessage.Facts facts =
                        history.messages().get(kept.message()).facts();
                boolean hasTools = !facts.calls().isEmpty() || !facts.results().isEmpty();
                yield hasTools ? history.conversation().reader().read(kept.message()) : List.of();
            }
            case RenderedElement.Shortened shortened -> writer.read(written(history, shortened.edit()));
        };
    }

    private static byte[] written(History history, Edit.Shorten edit) {
        ByteRange range = history.messages().get(edit.message()).range();
        byte[] message = Arrays.copyOfRange(history.conversation().body(), range.start(), range.end());
        return Splice.all(message, edit.parts().stream().map(Edit.Part::splice).toList());
    }

    List<Seen> all() {
        return all;
    }

    /**
     * One of them in its history.
     *
     * @param earlier which of those before it may be referred to
     */
    Reading reading(int index, Predicate<Seen> earlier) {
        return new Reading(
                all.get(index).text(),
                all.subList(0, index).stream().filter(earlier).map(Seen::text).toList(),
                all.subList(index + 1, all.size()).stream().map(Seen::text).toList());
    }

    /** Fewer words for a reading, with whether they would be others if nothing stood before it. */
    static Optional<Edit.Told> told(Ladder ladder, Reading reading, Target target) {
        return ladder.reduce(reading, target).map(text -> {
            var alone = new Reading(reading.text(), List.of(), reading.later());
            boolean standsAlone =
                    ladder.reduce(alone, target).filter(text::equals).isPresent();
            return new Edit.Told(text, !standsAlone);
        });
    }

    /** The segment that holds the text of a result. */
    static Optional<Segment> segment(History history, Seen seen) {
        return history.messages().get(seen.message()).facts().segments().stream()
                .filter(segment -> segment.kind() == SegmentKind.TOOL_RESULT)
                .filter(segment -> segment.callId().equals(seen.text().callId()))
                .findFirst();
    }
}
