package io.plimsoll.gateway.replay;

import io.plimsoll.budget.config.ContextAmount;
import io.plimsoll.budget.config.ContextSettings;
import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.Tokens;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a recording is replayed.
 *
 * @param policy its policies and models hold
 * @param cap takes the place of every policy's own cap; null to leave them
 * @param turns the most turns, over all sessions, at least 1
 */
public record ReplayOptions(PolicyFile policy, @Nullable Tokens cap, int turns) {

    public ReplayOptions {
        if (turns < 1) {
            throw new IllegalArgumentException("replay: turns: " + turns + " (expected: >= 1)");
        }
    }

    /** The policy file with the cap in it, and without what is done in gaps between turns: a replay leaves none. */
    PolicyFile effectivePolicy() {
        List<PolicyEntry> replayed = Stream.concat(policy.policies().stream(), Stream.of(PolicyEntry.BUILT_IN))
                .map(this::replayed)
                .toList();
        return new PolicyFile(
                policy.listen(),
                policy.backends(),
                policy.models(),
                replayed,
                policy.tenants(),
                policy.admin(),
                policy.timeouts(),
                policy.limits(),
                policy.session(),
                policy.archive(),
                policy.logging());
    }

    private PolicyEntry replayed(PolicyEntry entry) {
        ContextSettings context = entry.effectiveContext();
        return new PolicyEntry(
                entry.name(),
                entry.match(),
                entry.mode(),
                entry.shadow(),
                new ContextSettings(
                        cap == null ? context.cap() : cap,
                        floor(context),
                        context.lowWater(),
                        context.newestResults(),
                        context.newestShare(),
                        context.clientWindow(),
                        context.effectiveCuts().withoutAhead()),
                entry.pressure(),
                entry.stabilise(),
                entry.reduce(),
                entry.arrival(),
                entry.tools(),
                entry.recall(),
                entry.whenOver(),
                entry.latency(),
                entry.quality());
    }

    /** A floor above the cap would make no sense, and gives way to it. */
    private @Nullable ContextAmount floor(ContextSettings context) {
        boolean gives = cap != null && context.floor() instanceof Tokens least && least.count() > cap.count();
        return gives ? cap : context.floor();
    }
}
