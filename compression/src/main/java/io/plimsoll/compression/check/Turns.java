package io.plimsoll.compression.check;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.check.Violation.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether roles alternate as strict chat templates want it. System notes take no turn. */
final class Turns {

    private Turns() {}

    static List<Finding> find(List<Seen> history) {
        List<Finding> findings = new ArrayList<>();
        Seen before = null;
        for (int i = 0; i < history.size(); i++) {
            Seen seen = history.get(i);
            if (seen.role() == PromptRole.SYSTEM) {
                continue;
            }
            Rule broken = broken(before, seen);
            if (broken != null) {
                String subject = (before == null ? "head" : before.message()) + "," + seen.message();
                findings.add(new Finding(broken, subject, i));
            }
            before = seen;
        }
        return findings;
    }

    private static @Nullable Rule broken(@Nullable Seen before, Seen seen) {
        return switch (seen.role()) {
            case ASSISTANT -> {
                if (before == null) {
                    yield Rule.ASSISTANT_FIRST;
                }
                yield before.role() == PromptRole.ASSISTANT ? Rule.ASSISTANTS_IN_A_ROW : null;
            }
            case USER -> before != null && before.role() == PromptRole.USER ? Rule.USERS_IN_A_ROW : null;
            case SYSTEM, TOOL -> null;
        };
    }
}
