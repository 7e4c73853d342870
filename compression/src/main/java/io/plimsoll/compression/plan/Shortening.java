package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ClearingWriter;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.Edit.Part;
import io.plimsoll.compression.Floor;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.RenderedElement;
import io.plimsoll.compression.Segment;
import io.plimsoll.compression.SegmentKind;
import io.plimsoll.compression.Splice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A view in which more and more messages say less. What is protected, hidden or cleared already is left as it is. Created per
 * plan, not thread-safe.
 */
final class Shortening {

    private final History history;
    private final PromptCounter counter;
    private final ClearingWriter writer;
    private final Floor floor;
    private final BitSet visible = new BitSet();
    private final SortedMap<Integer, List<Part>> before = new TreeMap<>();
    private SortedMap<Integer, List<Part>> parts;

    Shortening(History history, PromptCounter counter, ClearingWriter writer) {
        this.history = history;
        this.counter = counter;
        this.writer = writer;
        this.floor = Floor.of(history.conversation(), history.atoms());
        for (RenderedElement element : history.rendered().elements()) {
            switch (element) {
                case RenderedElement.Kept kept -> visible.set(kept.message());
                case RenderedElement.Shortened shortened -> {
                    visible.set(shortened.edit().message());
                    before.put(shortened.edit().message(), shortened.edit().parts());
                }
                case RenderedElement.Block block -> {
                    // what is not seen cannot be cleared
                }
            }
        }
        this.parts = new TreeMap<>(before);
    }

    List<HistoryMessage> messages() {
        return history.messages();
    }

    boolean isVisible(int message) {
        return visible.get(message);
    }

    /** Tokens of the prompt as it is now. */
    int totalTokens() {
        return history.rendered().totalTokens() - savedTokens();
    }

    /** Whether an earlier edit of the view says less of a message. */
    boolean saysLess(int message) {
        return before.containsKey(message);
    }

    boolean isCleared(int message, Segment segment) {
        return partsOf(message).stream().anyMatch(part -> isOf(part, segment));
    }

    /** Takes all reasoning out of a message, unless the message must stay whole. */
    void clearReasoning(int message) {
        boolean done = partsOf(message).stream().anyMatch(part -> part.kind() == SegmentKind.REASONING);
        if (!done && mayChange(message)) {
            for (Splice splice : writer.withoutReasoning(history.conversation(), message)) {
                tokensWith(message, splice)
                        .ifPresent(saved -> add(message, new Part(SegmentKind.REASONING, "", splice, saved)));
            }
        }
    }

    /** Clears a result or the arguments of a call, unless its message must stay whole or would not become shorter. */
    void clear(int message, Segment segment) {
        if (!isCleared(message, segment) && mayChange(message)) {
            writer.cleared(history.conversation(), message, segment)
                    .ifPresent(splice -> tokensWith(message, splice)
                            .filter(saved -> saved > 0)
                            .ifPresent(
                                    saved -> add(message, new Part(segment.kind(), segment.callId(), splice, saved))));
        }
    }

    /** Puts fewer words in the place of a result, wherever it stands, if its message becomes shorter; they replace earlier ones. */
    void tell(int message, Segment segment, Edit.Told told) {
        List<Part> unchanged = partsOf(message);
        List<Part> others = unchanged.stream()
                .filter(part -> !part.callId().equals(segment.callId()))
                .toList();
        parts.put(message, others);
        Optional<Part> part = isVisible(message)
                ? writer.shortened(history.conversation(), message, segment, told.text())
                        .flatMap(splice -> tokensWith(message, splice)
                                .filter(saved -> saved > 0)
                                .map(saved -> new Part(segment.kind(), segment.callId(), splice, saved, told)))
                : Optional.empty();
        if (part.isPresent()) {
            add(message, part.get());
        } else if (unchanged.isEmpty()) {
            parts.remove(message);
        } else {
            parts.put(message, unchanged);
        }
    }

    /** Makes changes, and takes them back if all of them together save less than {@code tokens}. */
    void ifItSaves(int tokens, Runnable changes) {
        SortedMap<Integer, List<Part>> unchanged = new TreeMap<>(parts);
        int saved = savedTokens();
        changes.run();
        if (savedTokens() - saved < tokens) {
            parts = unchanged;
        }
    }

    /**
     * The view with everything that says less; empty when nothing does.
     *
     * @param reason the phrase that its edits carry
     */
    Optional<Clearing.Plan> plan(String reason, Instant now) {
        Conversation conversation = history.conversation();
        var origin = new Edit.Origin(reason, now, history.view().cuts());
        List<Edit.Shorten> made = new ArrayList<>();
        parts.forEach((message, cleared) -> {
            if (!cleared.equals(before.get(message))) {
                made.add(new Edit.Shorten(
                        message,
                        conversation.chain().get(message),
                        messages().get(message).facts().raw(),
                        cleared,
                        origin));
            }
        });
        return made.isEmpty()
                ? Optional.empty()
                : Optional.of(new Clearing.Plan(history.view().withShortened(made), made, savedTokens()));
    }

    private boolean mayChange(int message) {
        return isVisible(message) && !floor.overlaps(new MessageRange(message, message + 1));
    }

    private List<Part> partsOf(int message) {
        return parts.getOrDefault(message, List.of());
    }

    private static boolean isOf(Part part, Segment segment) {
        return part.kind() == segment.kind()
                && segment.range().contains(part.splice().range());
    }

    /** Tokens that {@code splice} saves beside the parts that are there; empty if it would cost some. */
    private Optional<Integer> tokensWith(int message, Splice splice) {
        List<Splice> splices = new ArrayList<>();
        partsOf(message).forEach(part -> splices.add(part.splice()));
        splices.add(splice);
        splices.sort(Comparator.comparingInt(each -> each.range().start()));
        ByteRange range = messages().get(message).range();
        byte[] whole = Arrays.copyOfRange(history.conversation().body(), range.start(), range.end());
        int now = writer.read(Splice.all(whole, splices)).stream()
                .mapToInt(counter::message)
                .sum();
        int saved = history.counted().messageTokens()[message] - savedTokens(partsOf(message)) - now;
        return saved >= 0 ? Optional.of(saved) : Optional.empty();
    }

    private void add(int message, Part part) {
        List<Part> more = new ArrayList<>(partsOf(message));
        more.add(part);
        more.sort(Comparator.comparingInt(each -> each.splice().range().start()));
        parts.put(message, List.copyOf(more));
    }

    /** Tokens saved since the view was read. */
    private int savedTokens() {
        int saved = 0;
        for (List<Part> cleared : parts.values()) {
            saved += savedTokens(cleared);
        }
        for (List<Part> cleared : before.values()) {
            saved -= savedTokens(cleared);
        }
        return saved;
    }

    private static int savedTokens(List<Part> cleared) {
        return cleared.stream().mapToInt(Part::savedTokens).sum();
    }
}
