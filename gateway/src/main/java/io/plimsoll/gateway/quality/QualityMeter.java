package io.plimsoll.gateway.quality;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.compression.quality.CallNews;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the extra steps of each policy's agents and tells how far the policy has backed off. What it knows it learned since
 * the process started. Thread-safe.
 */
public final class QualityMeter {

    private static final Logger LOG = LoggerFactory.getLogger(QualityMeter.class);

    /** Fewer calls than these prove nothing. */
    private static final int JUDGED_FROM_CALLS = 60;
    /** Older calls count half as much once there are more. */
    private static final int REMEMBERED_CALLS = 2_000;

    private final ConcurrentMap<String, Standing> standings = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    private record Standing(ExtraSteps steps, BackOff backOff) {

        private static final Standing NONE = new Standing(ExtraSteps.NONE, BackOff.NONE);
    }

    public QualityMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    /** How far a policy has backed off. */
    public BackOff backOff(PolicyEntry policy) {
        return policy.effectiveQuality().effectiveBackOff()
                ? standing(policy.name()).backOff()
                : BackOff.NONE;
    }

    /** By how much more of the calls are extra ones where the history was cut; 0 while there is nothing to compare. */
    public double extraShare(String policy) {
        return standing(policy).steps().difference();
    }

    /**
     * Takes in what a lane's calls have brought.
     *
     * @param isCut whether the lane's history had been cut when the calls were made
     */
    public void took(PolicyEntry policy, boolean isCut, List<CallNews> calls) {
        calls.forEach(call -> count(policy.name(), isCut, call));
        int extra = (int) calls.stream().filter(CallNews::isExtra).count();
        watched(policy.name());
        double allowed = policy.effectiveQuality().effectiveExtraSteps().fraction();
        standings.compute(policy.name(), (_, before) -> {
            Standing known = before == null ? Standing.NONE : before;
            var counted = new Standing(with(known.steps(), isCut, extra, calls.size()), known.backOff());
            return policy.effectiveQuality().effectiveBackOff() ? judged(policy.name(), counted, allowed) : counted;
        });
    }

    private Standing standing(String policy) {
        return standings.getOrDefault(policy, Standing.NONE);
    }

    private static ExtraSteps with(ExtraSteps steps, boolean isCut, int extra, int calls) {
        return isCut
                ? new ExtraSteps(faded(steps.cut().plus(extra, calls)), steps.whole())
                : new ExtraSteps(steps.cut(), faded(steps.whole().plus(extra, calls)));
    }

    private static ExtraSteps.Share faded(ExtraSteps.Share share) {
        return share.calls() > REMEMBERED_CALLS ? share.times(.5) : share;
    }

    /** A policy that moves is judged anew by what comes behind the move. */
    private static Standing judged(String policy, Standing standing, double allowed) {
        ExtraSteps steps = standing.steps();
        if (steps.cut().calls() < JUDGED_FROM_CALLS || steps.whole().calls() < JUDGED_FROM_CALLS) {
            return standing;
        }
        BackOff next = standing.backOff();
        if (steps.atLeast() > allowed) {
            next = next.further();
        } else if (steps.atMost() < allowed) {
            next = next.closer();
        }
        if (next.equals(standing.backOff())) {
            return standing;
        }
        LOG.atWarn()
                .addKeyValue("policy", policy)
                .addKeyValue("step", next.step())
                .addKeyValue("extraSteps", "%.3f".formatted(steps.difference()))
                .addKeyValue("allowed", allowed)
                .log(
                        next.step() > standing.backOff().step()
                                ? "agents take extra steps after cuts; the policy backs off"
                                : "agents no longer take extra steps after cuts; the policy comes back");
        return new Standing(new ExtraSteps(ExtraSteps.Share.NONE, steps.whole()), next);
    }

    private void count(String policy, boolean isCut, CallNews news) {
        Counter.builder("plimsoll.quality.calls")
                .description("Tool calls of agents, by what they brought and whether their history had been cut")
                .tag("policy", policy)
                .tag("history", isCut ? "cut" : "whole")
                .tag("news", news.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    private void watched(String policy) {
        if (standings.putIfAbsent(policy, Standing.NONE) == null) {
            Gauge.builder("plimsoll.quality.extra", () -> extraShare(policy))
                    .description("By how much more of the calls are extra ones where the history was cut")
                    .baseUnit("ratio")
                    .tag("policy", policy)
                    .register(registry);
            Gauge.builder(
                            "plimsoll.quality.backoff",
                            () -> standing(policy).backOff().step())
                    .description("How far a policy has backed off because agents take extra steps; 0 for not at all")
                    .tag("policy", policy)
                    .register(registry);
        }
    }
}
