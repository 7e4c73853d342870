package io.plimsoll.compression;

import java.util.List;

/**
 * One planned rewrite of a lane's history. Nothing has happened yet: what it removes goes to the archive first.
 *
 * @param view the view with the cut made
 * @param removed the atoms that were still visible and no longer are, in order
 * @param tokens the prompt before and after
 * @param keptResults how many of the newest tool results stayed verbatim because the goal asked for it
 * @param metLowWater false where only the load line could be met
 * @param consolidated whether the blocks of earlier cuts were replaced by the new one
 */
public record Cut(
        View view,
        List<RemovedAtom> removed,
        Tokens tokens,
        int keptResults,
        boolean metLowWater,
        boolean consolidated) {

    public Cut {
        removed = List.copyOf(removed);
    }

    /** Why it was made: the phrase that its edits carry. */
    public String reason() {
        return view.edits().getLast().origin().reason();
    }

    /** By how many tokens the prompt is shorter. */
    public int freedTokens() {
        return tokens.before() - tokens.after();
    }

    /**
     * An atom that goes.
     *
     * @param messages where it stands in the client's history
     * @param tokens its tokens there
     */
    public record RemovedAtom(MessageRange messages, int tokens) {}

    /**
     * The size of the prompt.
     *
     * @param before as the view rendered it without the cut
     * @param after as the view with the cut renders it
     */
    public record Tokens(int before, int after) {}
}
