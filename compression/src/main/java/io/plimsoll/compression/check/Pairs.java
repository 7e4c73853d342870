package io.plimsoll.compression.check;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.check.Violation.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ties results to calls and finds what is left over. Created per history, not thread-safe. */
final class Pairs {

    /** A call that was seen, at which position, and whether its result was. */
    private record Call(String id, int index, int message, boolean answered) {}

    private final List<Seen> history;
    private final Map<String, Call> newest = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    /** The newest position that may not stand between a call and its result. */
    private int barrier = -1;

    Pairs(List<Seen> history) {
        this.history = history;
    }

    List<Finding> find() {
        for (int i = 0; i < history.size(); i++) {
            Seen seen = history.get(i);
            for (String id : seen.results()) {
                result(id, i);
            }
            if (seen.calls().isEmpty() && seen.results().isEmpty() && seen.role() != PromptRole.ASSISTANT) {
                barrier = i;
            }
            for (String id : seen.calls()) {
                call(id, i);
            }
        }
        newest.values().forEach(this::unanswered);
        return findings;
    }

    private void result(String id, int index) {
        int message = history.get(index).message();
        Call call = newest.get(id);
        if (call == null) {
            findings.add(new Finding(Rule.RESULT_WITHOUT_CALL, id + "@" + message, index));
            return;
        }
        if (call.answered()) {
            findings.add(new Finding(Rule.ID_TWICE, id + "@" + message, index));
        }
        if (barrier > call.index()) {
            findings.add(new Finding(Rule.RESULT_NOT_BEHIND_CALL, id + "@" + message, index));
        }
        newest.put(id, new Call(id, call.index(), call.message(), true));
    }

    private void call(String id, int index) {
        int message = history.get(index).message();
        Call earlier = newest.put(id, new Call(id, index, message, false));
        if (earlier != null) {
            findings.add(new Finding(Rule.ID_TWICE, id + "@" + message, index));
            unanswered(earlier);
        }
    }

    /** Calls at the very end are not orphans: their results are still to come. */
    private void unanswered(Call call) {
        if (!call.answered() && barrier > call.index()) {
            findings.add(new Finding(Rule.CALL_WITHOUT_RESULT, call.id() + "@" + call.message(), call.index()));
        }
    }
}
