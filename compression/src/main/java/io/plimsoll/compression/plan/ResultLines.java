package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.RenderedElement;
import io.plimsoll.compression.retain.KeptLines;
import io.plimsoll.compression.retain.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of removed tool results, and of long messages of the user's, that later work will most likely need. */
final class ResultLines implements Section {

    /** Of the line, for each block. */
    private static final double SHARE = .2;
    /** The same where the block stands for all blocks before it as well. */
    private static final double CONSOLIDATED_SHARE = .25;
    /** With less there is no room for a heading and a few lines. */
    private static final int LEAST_TOKENS = 60;

    private final History history;
    private final CutGoal goal;
    private final RemovedTexts texts;
    private final PromptCounter counter;
    private final Map<Chosen.Key, Chosen> chosen = new HashMap<>();

    /**
     * The lines of all ranges that go together, chosen as one: a name needs no line in each of them.
     *
     * @param ends for each range how many texts there are up to its end
     */
    private record Chosen(KeptLines lines, int[] ends) {

        private record Key(List<MessageRange> together, int most) {}

        String in(int range, int tokens) {
            return lines.in(range == 0 ? 0 : ends[range - 1], ends[range], tokens);
        }
    }

    ResultLines(History history, CutGoal goal, RemovedTexts texts, PromptCounter counter) {
        this.history = history;
        this.goal = goal;
        this.texts = texts;
        this.counter = counter;
    }

    @Override
    public String in(Removal removed, int tokens) {
        int most = goal.ofLine(standsForBlocks(removed.range()) ? CONSOLIDATED_SHARE : SHARE);
        int budget = Math.min(tokens - removed.reserve(), most);
        if (budget < LEAST_TOKENS) {
            return "";
        }
        return chosen.computeIfAbsent(new Chosen.Key(removed.together(), most), this::choose)
                .in(removed.position(), budget);
    }

    private boolean standsForBlocks(MessageRange removed) {
        return history.rendered().elements().stream()
                .anyMatch(element -> element instanceof RenderedElement.Block && removed.contains(element.source()));
    }

    private Chosen choose(Chosen.Key key) {
        var sources = new RemovedSources(history, key.together(), texts);
        List<Source> all = new ArrayList<>();
        int[] ends = new int[key.together().size()];
        for (int i = 0; i < ends.length; i++) {
            all.addAll(sources.in(key.together().get(i)));
            ends[i] = all.size();
        }
        List<String> standing = new StandingTexts(history, texts).outside(key.together());
        return new Chosen(KeptLines.of(all, standing, goalText(), key.most(), counter), ends);
    }

    /** The user's last words, wherever they stand. */
    private String goalText() {
        for (int i = history.messages().size() - 1; i >= 0; i--) {
            if (history.messages().get(i).role() == PromptRole.USER) {
                return texts.spoken(i, PromptRole.USER);
            }
        }
        return "";
    }
}
