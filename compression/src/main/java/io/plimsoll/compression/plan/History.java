package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.Atoms;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.Floor;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.RenderedElement;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.View;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A request with what its view shows of it: the ground that a cut is planned on. Immutable.
 *
 * <pre>
 *   head | blocks of earlier cuts | what may go | last user message | what may go | last atom, newest results
 * </pre>
 *
 * @param view only edits that apply
 */
record History(CountedConversation counted, View view, RenderedView rendered, Atoms atoms) {

    /** Which part of the history a cut replaces. */
    enum Reach {
        /** What stands behind the blocks of earlier cuts. */
        BEHIND_BLOCKS,
        /** The blocks as well. */
        WITH_BLOCKS
    }

    static History of(CountedConversation counted, View view) {
        View applying = view.on(counted.conversation());
        return new History(counted, applying, applying.render(counted), Atoms.of(counted.conversation()));
    }

    Conversation conversation() {
        return counted.conversation();
    }

    List<HistoryMessage> messages() {
        return conversation().messages();
    }

    /**
     * What must stay when up to {@code results} of the newest tool results stay verbatim, with everything behind the oldest of
     * them. A result that was cut or cleared ends the count: it is the archive's now.
     */
    Protection protectedWith(int results) {
        return protectedWith(results, Integer.MAX_VALUE);
    }

    /** The same for as many of the results as have no more than {@code mostTokens} together, with their calls. */
    Protection protectedWith(int results, int mostTokens) {
        Floor floor = Floor.of(conversation(), atoms);
        List<MessageRange> answered = newestResults(results, mostTokens);
        int from = answered.isEmpty() ? messages().size() : answered.getLast().from();
        return new Protection(floor.from(from), List.of(), Math.min(results(answered), results));
    }

    /** The same without what stands between the results: where talk follows tool work, the talk may go. */
    Protection sparselyProtectedWith(int results, int mostTokens) {
        Floor floor = Floor.of(conversation(), atoms);
        List<MessageRange> answered = newestResults(results, mostTokens);
        List<MessageRange> islands = answered.reversed().stream()
                .filter(range -> !floor.overlaps(range))
                .toList();
        return new Protection(floor, islands, Math.min(results(answered), results));
    }

    /** The atoms of the newest results, newest first. */
    private List<MessageRange> newestResults(int results, int mostTokens) {
        List<MessageRange> found = new ArrayList<>();
        int left = mostTokens;
        for (int i = messages().size() - 1; i >= 0 && results(found) < results; i--) {
            if (messages().get(i).facts().results().isEmpty()) {
                continue;
            }
            MessageRange atom = atoms.at(i);
            left -= clientTokens(atom);
            if (isReplaced(atom) || left < 0) {
                break;
            }
            found.add(atom);
            i = atom.from();
        }
        return found;
    }

    private int results(List<MessageRange> ranges) {
        int results = 0;
        for (MessageRange range : ranges) {
            for (int i = range.from(); i < range.to(); i++) {
                results += messages().get(i).facts().results().size();
            }
        }
        return results;
    }

    /**
     * What a cut leaves alone.
     *
     * @param floor what always stays, and perhaps more of the tail
     * @param islands whole atoms before the floor's tail that stay too, in order
     * @param results how many of the newest results it holds
     */
    record Protection(Floor floor, List<MessageRange> islands, int results) {

        boolean overlaps(MessageRange range) {
            return floor.overlaps(range) || islands.stream().anyMatch(island -> island.overlaps(range));
        }
    }

    private boolean isReplaced(MessageRange range) {
        return view.edits().stream()
                .anyMatch(edit -> takesResults(edit) && edit.place().overlaps(range));
    }

    private static boolean takesResults(Edit edit) {
        return switch (edit) {
            case Edit.Replace replace -> true;
            case Edit.Shorten shorten -> !shorten.keepsToolUses();
            case Edit.Insert insert -> false;
        };
    }

    /** Tokens of what is protected, without the head. */
    int tokensOf(Protection kept) {
        int tokens = 0;
        for (RenderedElement element : rendered.elements()) {
            if (kept.overlaps(element.source())) {
                tokens += element.tokens();
            }
        }
        return tokens;
    }

    /** Rendered tokens of a range that splits no element. */
    int tokensOf(MessageRange range) {
        int tokens = 0;
        for (RenderedElement element : rendered.elements()) {
            if (range.contains(element.source())) {
                tokens += element.tokens();
            }
        }
        return tokens;
    }

    /** Tokens of what earlier cuts wrote. */
    int blockTokens() {
        int tokens = 0;
        for (RenderedElement element : rendered.elements()) {
            if (element instanceof RenderedElement.Block) {
                tokens += element.tokens();
            }
        }
        return tokens;
    }

    /** The ranges that a cut may replace, in order: what stands between the protected ones. */
    List<MessageRange> gaps(Protection kept, Reach reach) {
        List<MessageRange> standing = new ArrayList<>(kept.islands());
        if (kept.floor().lastUser() != null) {
            standing.add(kept.floor().lastUser());
        }
        standing.sort(Comparator.comparingInt(MessageRange::from));
        List<MessageRange> gaps = new ArrayList<>(standing.size() + 1);
        int from = 0;
        for (MessageRange range : standing) {
            gap(from, range.from(), reach).ifPresent(gaps::add);
            from = range.to();
        }
        gap(from, kept.floor().tailFrom(), reach).ifPresent(gaps::add);
        return gaps;
    }

    /** The visible atoms of {@code gaps}: what a cut would take away. */
    List<Cut.RemovedAtom> visibleAtoms(List<MessageRange> gaps) {
        var visible = new BitSet();
        for (RenderedElement element : rendered.elements()) {
            if (!(element instanceof RenderedElement.Block)) {
                visible.set(element.source().from());
            }
        }
        List<Cut.RemovedAtom> removed = new ArrayList<>();
        for (MessageRange gap : gaps) {
            for (MessageRange atom : atoms.ranges()) {
                if (gap.overlaps(atom) && !visible.get(atom.from(), atom.to()).isEmpty()) {
                    removed.add(new Cut.RemovedAtom(atom, clientTokens(atom)));
                }
            }
        }
        return removed;
    }

    /** Tokens of the client's own messages. */
    int clientTokens(MessageRange range) {
        int tokens = 0;
        for (int i = range.from(); i < range.to(); i++) {
            tokens += counted.messageTokens()[i];
        }
        return tokens;
    }

    /** The role of the nearest message before {@code message} that is no system note; empty at the head. */
    Optional<PromptRole> speakerBefore(int message) {
        return rendered.elements().reversed().stream()
                .filter(element -> element.source().to() <= message)
                .flatMap(element -> element.roles().reversed().stream())
                .filter(role -> role != PromptRole.SYSTEM)
                .findFirst();
    }

    /** The role of the nearest message from {@code message} on that is no system note. */
    Optional<PromptRole> speakerFrom(int message) {
        return rendered.elements().stream()
                .filter(element -> element.source().from() >= message)
                .flatMap(element -> element.roles().stream())
                .filter(role -> role != PromptRole.SYSTEM)
                .findFirst();
    }

    private Optional<MessageRange> gap(int from, int to, Reach reach) {
        int start = from;
        if (reach == Reach.BEHIND_BLOCKS) {
            for (RenderedElement element : rendered.elements()) {
                int end = element.source().to();
                start = element instanceof RenderedElement.Block && end > start && end <= to ? end : start;
            }
        }
        return start < to ? Optional.of(new MessageRange(start, to)) : Optional.empty();
    }
}
