package io.plimsoll.bench.cuts.baseline;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.bench.cuts.Counts;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Does nothing until a request is above the cap, then cuts deep; what it has put in the place of messages stays there byte
 * for byte until the next cut. Not thread-safe.
 */
abstract class FrozenCutter implements Cutter {

    /** Results, with their calls, that no cut touches. */
    private static final int NEWEST_RESULTS = 3;

    final int cap;
    final Counts counts;

    /** What stands in the place of a message: others, or none. */
    final TreeMap<Integer, List<PromptMessage>> edits = new TreeMap<>();

    FrozenCutter(int cap, Counts counts) {
        this.cap = cap;
        this.counts = counts;
    }

    @Override
    public List<PromptMessage> sent(SimulatedPrompt.Chat client) {
        if (isDue(client)) {
            cut(client);
        }
        return Roles.alternating(view(client.messages()));
    }

    boolean isDue(SimulatedPrompt.Chat client) {
        return tokens(client) > cap;
    }

    /** Changes {@link #edits}. */
    abstract void cut(SimulatedPrompt.Chat client);

    List<PromptMessage> view(List<PromptMessage> messages) {
        return IntStream.range(0, messages.size())
                .boxed()
                .flatMap(place -> seen(messages, place).stream())
                .toList();
    }

    final List<PromptMessage> seen(List<PromptMessage> messages, int place) {
        return edits.getOrDefault(place, List.of(messages.get(place)));
    }

    /** The whole request as it would be sent. */
    final int tokens(SimulatedPrompt.Chat client) {
        return counts.head(client) + counts.generationPrompt() + tokens(view(client.messages()));
    }

    final int tokens(List<PromptMessage> messages) {
        return messages.stream().mapToInt(counts::message).sum();
    }

    /** Places of the last user message, the last atom, and the newest results with their calls. */
    static NavigableSet<Integer> protectedPlaces(List<PromptMessage> messages) {
        List<List<Integer>> atoms = Roles.atoms(messages);
        var places = new TreeSet<>(atoms.getLast());
        int lastUser = Roles.lastUser(messages);
        if (lastUser >= 0) {
            places.add(lastUser);
        }
        atoms.reversed().stream()
                .filter(atom -> messages.get(atom.getLast()).role() == PromptRole.TOOL)
                .limit(NEWEST_RESULTS)
                .forEach(places::addAll);
        return places;
    }
}
