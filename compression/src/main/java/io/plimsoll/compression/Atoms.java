package io.plimsoll.compression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The atoms of a history: messages that live or die together. A message that calls tools, all results that answer it, and
 * whatever the client put between them are one atom; reasoning that stands alone belongs to the message that follows it.
 * Everything else is an atom of its own, results that answer no call included. Immutable.
 *
 * @param ranges the atoms in order; together all messages, each once
 */
public record Atoms(List<MessageRange> ranges) {

    public Atoms {
        ranges = List.copyOf(ranges);
    }

    /** Groups the messages of {@code conversation}. Where ids repeat, a result answers the newest call before it. */
    public static Atoms of(Conversation conversation) {
        List<HistoryMessage> messages = conversation.messages();
        int[] ends = ends(messages);
        List<MessageRange> ranges = new ArrayList<>();
        int from = 0;
        while (from < messages.size()) {
            int to = ends[from];
            for (int inside = from + 1; inside < to; inside++) {
                to = Math.max(to, ends[inside]);
            }
            ranges.add(new MessageRange(from, to));
            from = to;
        }
        return new Atoms(ranges);
    }

    /** The position in {@link #ranges()} of the atom that holds {@code message}. */
    public int indexOf(int message) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (ranges.get(middle).from() <= message) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The atom that holds {@code message}. */
    public MessageRange at(int message) {
        return ranges.get(indexOf(message));
    }

    /** For each message the end of what it is tied to. */
    private static int[] ends(List<HistoryMessage> messages) {
        var ends = new int[messages.size()];
        Map<String, Integer> callers = new HashMap<>();
        for (int i = 0; i < ends.length; i++) {
            HistoryMessage.Facts facts = messages.get(i).facts();
            boolean reasoningAlone =
                    facts.hasReasoning() && !facts.hasText() && facts.calls().isEmpty() && i + 1 < ends.length;
            ends[i] = reasoningAlone ? i + 2 : i + 1;
            for (String id : facts.results()) {
                Integer caller = callers.get(id);
                if (caller != null) {
                    ends[caller] = i + 1;
                }
            }
            for (String id : facts.calls()) {
                callers.put(id, i);
            }
        }
        return ends;
    }
}
