package io.plimsoll.compression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lane's history as the backend sees it: the edits that turn the client's messages into it. Rendering is a pure function
 * of request and view, so a request that extends the last one renders to bytes that begin with the last one's.
 *
 * <p>A view grows by {@link #withCut}, {@link #withShortened} and {@link #withInsert} and shrinks when the client rewrites what an edit depends on
 * ({@link #on}). Losing a view is safe: the client's full history is sent and the prefix prefilled once more. Immutable and
 * thread-safe.
 *
 * @param edits in the order of their making; their places never overlap, except that one message may hold several
 *     insertions and be shortened
 * @param cuts how many cuts were made, those since swallowed or dropped included
 */
public record View(List<Edit> edits, long cuts) {

    /** No edits: the backend sees what the client sent. */
    public static final View EMPTY = new View(List.of(), 0);

    public View {
        edits = List.copyOf(edits);
        for (int i = 0; i < edits.size(); i++) {
            requireFree(edits.get(i), edits.subList(0, i));
        }
    }

    /**
     * The part of this view that {@code conversation} still supports. An edit whose anchor is not at its place was made for
     * another history and goes. So does one that would hide the request's last user message or last atom: a client that
     * rewinds to where a cut once was asks about that very text. All edits made later that lie behind such an edit go with
     * it, since the prefix that they kept stable is no more. An insertion into a message that is spelt in another way now is
     * placed anew, and so is what tells all of such a message in fewer words; where it has no place any more it goes alone, as
     * what clears parts of such a message does: the history is the same.
     *
     * @return this view if all of it applies as it is
     */
    public View on(Conversation conversation) {
        if (edits.isEmpty()) {
            return this;
        }
        Floor floor = Floor.of(conversation);
        List<Edit> kept = new ArrayList<>(edits.size());
        int brokenAt = Integer.MAX_VALUE;
        for (Edit edit : edits) {
            boolean hides = hides(edit) && floor.overlaps(edit.place());
            if (edit.appliesTo(conversation) && !hides && edit.place().from() < brokenAt) {
                asSpelt(edit, conversation).ifPresent(kept::add);
            } else if (edit instanceof Edit.Replace) {
                brokenAt = Math.min(brokenAt, edit.place().from());
            }
        }
        return kept.equals(edits) ? this : new View(kept, cuts);
    }

    private static Optional<? extends Edit> asSpelt(Edit edit, Conversation conversation) {
        return switch (edit) {
            case Edit.Replace replace -> Optional.of(replace);
            case Edit.Insert insert -> insert.in(conversation);
            case Edit.Shorten shorten -> shorten.in(conversation);
        };
    }

    /** Whether anything of the client's can no longer be read for it. */
    private static boolean hides(Edit edit) {
        return switch (edit) {
            case Edit.Replace replace -> true;
            case Edit.Insert insert -> false;
            case Edit.Shorten shorten -> !shorten.tellsAll();
        };
    }

    /** This view without the fewer words that name earlier results: for when those are about to go. */
    public View withoutReferences() {
        List<Edit> others = edits.stream()
                .filter(edit -> !(edit instanceof Edit.Shorten shorten && shorten.refersBack()))
                .toList();
        return others.size() == edits.size() ? this : new View(others, cuts);
    }

    /**
     * This view with one cut more. Earlier edits inside a replaced range are swallowed: the new text takes their place.
     *
     * @throws IllegalArgumentException if a range covers a part of an earlier replacement
     */
    public View withCut(List<Edit.Replace> replacements) {
        List<Edit> remaining = new ArrayList<>(edits);
        for (Edit.Replace replacement : replacements) {
            remaining.removeIf(edit -> replacement.place().contains(edit.place()));
        }
        remaining.addAll(replacements);
        return new View(remaining, cuts + 1);
    }

    /**
     * This view with text put into a message.
     *
     * @throws IllegalArgumentException if the message was replaced
     */
    public View withInsert(Edit.Insert insert) {
        List<Edit> more = new ArrayList<>(edits);
        more.add(insert);
        return new View(more, cuts);
    }

    /**
     * This view with messages that say less. What already shortened one of them gives way: the new parts hold the old.
     *
     * @throws IllegalArgumentException if a message was replaced
     */
    public View withShortened(List<Edit.Shorten> shortened) {
        List<Edit> remaining = new ArrayList<>(edits);
        for (Edit.Shorten shorten : shortened) {
            remaining.removeIf(edit -> edit instanceof Edit.Shorten earlier && earlier.message() == shorten.message());
        }
        remaining.addAll(shortened);
        return new View(remaining, cuts);
    }

    /**
     * What the backend sees of {@code counted}. Edits that no longer apply are left out, as {@link #on} does, so a view of
     * another history can never damage a request.
     */
    public RenderedView render(CountedConversation counted) {
        return new Renderer(counted, on(counted.conversation()).edits).render();
    }

    /** About how much memory the view holds, in bytes: what a bounded store of views weighs it by. */
    public int heldBytes() {
        return 64 + edits.stream().mapToInt(edit -> 256 + edit.writtenBytes()).sum();
    }

    private static void requireFree(Edit edit, List<Edit> earlier) {
        for (Edit other : earlier) {
            if (!standTogether(edit, other) && edit.place().overlaps(other.place())) {
                throw new IllegalArgumentException("view: edit of messages " + edit.place() + " overlaps that of "
                        + other.place() + " (expected: whole edits or none)");
            }
        }
    }

    /** One message may hold insertions, and be shorter in other places. */
    private static boolean standTogether(Edit edit, Edit other) {
        boolean replaces = edit instanceof Edit.Replace || other instanceof Edit.Replace;
        boolean bothShorten = edit instanceof Edit.Shorten && other instanceof Edit.Shorten;
        return !replaces && !bothShorten;
    }
}
