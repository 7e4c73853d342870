package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.RenderedView;
import io.plimsoll.gateway.session.Explanation.Decision;
import java.util.EnumSet;
import java.util.Set;

/**
 * A request as it will be sent.
 *
 * @param counted the request with its counts
 * @param rendered the history as the backend will see it
 * @param line the load line that it was held against
 * @param decisions what was done to it
 * @param reason one sentence for people
 */
record EditedRequest(
        CountedRequest counted, RenderedView rendered, LaneLine line, Set<Decision> decisions, String reason) {

    EditedRequest {
        decisions = Set.copyOf(decisions);
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
        return new EditedRequest(counted, rendered, line, all, reason + "; what the client wanted cleared is");
    }
}
