package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.RenderedView;
import io.plimsoll.gateway.session.Explanation.Decision;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as it will be sent.
 *
 * @param counted the request with its counts
 * @param rendered the history as the backend will see it
 * @param line the load line that it was held against
 * @param decisions what was done to it
 * @param reason one sentence for people
 * @param note what the client gets beside, or instead of, the backend's answer; null for nothing
 */
record EditedRequest(
        CountedRequest counted,
        RenderedView rendered,
        LaneLine line,
        Set<Decision> decisions,
        String reason,
        NoteStep.@Nullable Note note) {

    EditedRequest {
        decisions = Set.copyOf(decisions);
    }

    /** A request of which the client is told nothing. */
    EditedRequest(
            CountedRequest counted, RenderedView rendered, LaneLine line, Set<Decision> decisions, String reason) {
        this(counted, rendered, line, decisions, reason, null);
    }

    /** The same, with a note for the client; whoever is refused gets none. */
    EditedRequest with(NoteStep.Note written) {
        if (decisions.contains(Decision.REFUSE)) {
            return this;
        }
        var all = EnumSet.copyOf(decisions);
        all.remove(Decision.PASS);
        all.add(Decision.NOTE);
        return new EditedRequest(
                counted, rendered, line, all, reason + "; the client gets a note that stands for its history", written);
    }

    /** The same, of which parts were cleared before; nothing was done to what is refused. */
    EditedRequest afterClearing() {
        if (decisions.contains(Decision.REFUSE)) {
            return this;
        }
        var all = EnumSet.copyOf(decisions);
        all.remove(Decision.PASS);
        all.remove(Decision.VIEW);
        all.add(Decision.CLEAR);
        return new EditedRequest(counted, rendered, line, all, reason + "; what the client wanted cleared is", note);
    }

    /** The same, of which new results were made to say the same in fewer words; nothing was done to what is refused. */
    EditedRequest afterShortening() {
        if (decisions.contains(Decision.REFUSE)) {
            return this;
        }
        var all = EnumSet.copyOf(decisions);
        all.remove(Decision.PASS);
        all.remove(Decision.VIEW);
        all.add(Decision.REDUCE);
        return new EditedRequest(
                counted, rendered, line, all, reason + "; new results say the same in fewer words", note);
    }
}
