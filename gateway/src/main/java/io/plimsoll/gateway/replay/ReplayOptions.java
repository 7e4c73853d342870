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

    /** The policy file with the cap in it. */
    PolicyFile effectivePolicy() {
        if (cap == null) {
            return policy;
        }
        List<PolicyEntry> capped = Stream.concat(policy.policies().stream(), Stream.of(PolicyEntry.BUILT_IN))
                .map(entry -> capped(entry, cap))
                .toList();
        return new PolicyFile(
                policy.listen(),
                policy.backends(),
                policy.models(),
                capped,
                policy.tenants(),
                policy.admin(),
                policy.timeouts(),
                policy.limits(),
                policy.session(),
                policy.archive(),
                policy.logging());
    }

    /** A floor above the cap would make no sense, and gives way to it. */
    private static PolicyEntry capped(PolicyEntry entry, Tokens cap) {
        ContextSettings context = entry.effectiveContext();
        ContextAmount floor =
                context.floor() instanceof Tokens least && least.count() > cap.count() ? cap : context.floor();
        return new PolicyEntry(
                entry.name(),
                entry.match(),
                entry.mode(),
                entry.shadow(),
                new ContextSettings(
                        cap,
                        floor,
                        context.lowWater(),
                        context.newestResults(),
                        context.newestShare(),
                        context.clientWindow()),
                entry.pressure(),
                entry.stabilise(),
                entry.reduce(),
                entry.recall(),
                entry.whenOver(),
                entry.latency());
    }
}
