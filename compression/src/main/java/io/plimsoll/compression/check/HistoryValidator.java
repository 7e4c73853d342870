package io.plimsoll.compression.check;

import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.RenderedElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds an edited history against the client's own. What the client itself got wrong is the client's; what an edit made
 * worse is a {@link Violation}. Stateless and thread-safe.
 */
public final class HistoryValidator {

    /**
     * What is wrong with the edited history and was not with the client's.
     *
     * @param client the request as it came
     * @param rendered the history as it would be sent, {@link io.plimsoll.compression.RenderedView#elements()}
     * @param newestResults how many of the newest tool results must be there verbatim, with their calls
     * @return empty for a legal history
     */
    public List<Violation> check(Conversation client, List<RenderedElement> rendered, int newestResults) {
        List<Seen> seen = Seen.all(client, rendered);
        List<Violation> violations = new ArrayList<>(new Faithfulness(client).check(rendered, seen, newestResults));
        Map<Finding, Integer> own = new HashMap<>();
        findings(Seen.all(client)).forEach(finding -> own.merge(finding.unplaced(), 1, Integer::sum));
        for (Finding finding : findings(seen)) {
            if (own.merge(finding.unplaced(), -1, Integer::sum) < 0) {
                violations.add(new Violation(finding.rule(), finding.index()));
            }
        }
        return List.copyOf(violations);
    }

    private static List<Finding> findings(List<Seen> history) {
        List<Finding> findings = new ArrayList<>(new Pairs(history).find());
        findings.addAll(Turns.find(history));
        return findings;
    }
}
