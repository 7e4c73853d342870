package io.plimsoll.budget.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one group of sessions may hold, and how it is kept to it.
 *
 * @param name how headers, metrics and explanations call it
 * @param match whose sessions it governs
 * @param mode whether it acts
 * @param shadow {@code true} is another spelling of {@code mode: shadow}
 * @param context how much a session may hold
 * @param pressure when the water level begins to fall
 * @param stabilise which mends of the prefix are allowed
 * @param reduce the rungs of the ladder, in the order in which they are tried; empty for none
 * @param arrival what may be done to a new tool result
 * @param tools tools that work on files under names of their own; empty for the well-known ones alone
 * @param recall what comes back of what was cut
 * @param whenOver what happens when the ladder is not enough
 * @param latency what admission has to keep
 * @param quality how many extra steps of agents it takes for its cuts
 */
public record PolicyEntry(
        String name,
        @Nullable PolicyMatch match,
        @Nullable PolicyMode mode,
        @Nullable Boolean shadow,
        @Nullable ContextSettings context,
        @Nullable PressureSettings pressure,
        @Nullable Stabilise stabilise,
        @Nullable List<Reduction> reduce,
        @Nullable Arrival arrival,
        @Nullable List<ToolEntry> tools,
        @Nullable RecallSettings recall,
        @Nullable WhenOver whenOver,
        @Nullable LatencySettings latency,
        @Nullable QualitySettings quality) {

    /** The policy for sessions that no policy of the file matches: named {@code default}, every key absent. */
    public static final PolicyEntry BUILT_IN =
            new PolicyEntry("default", null, null, null, null, null, null, null, null, null, null, null, null, null);

    public PolicyEntry {
        new Rules()
                .rule(!name.isBlank(), "name", name, "a name")
                .rule(
                        mode == null || shadow == null || (mode == PolicyMode.SHADOW) == shadow,
                        "shadow",
                        String.valueOf(shadow),
                        "no contradiction to mode")
                .check();
        reduce = reduce != null ? List.copyOf(reduce) : null;
        tools = tools != null ? List.copyOf(tools) : null;
    }

    public PolicyMatch effectiveMatch() {
        return match != null ? match : PolicyMatch.ABSENT;
    }

    /** The mode, by whichever of the two keys gives it. */
    public PolicyMode effectiveMode() {
        if (mode != null) {
            return mode;
        }
        return Boolean.TRUE.equals(shadow) ? PolicyMode.SHADOW : PolicyMode.ENFORCE;
    }

    public ContextSettings effectiveContext() {
        return context != null ? context : ContextSettings.ABSENT;
    }

    public PressureSettings effectivePressure() {
        return pressure != null ? pressure : PressureSettings.ABSENT;
    }

    public Stabilise effectiveStabilise() {
        return stabilise != null ? stabilise : Stabilise.NEUTRAL;
    }

    /** The rungs of the ladder, by default all of them, safest first. */
    public List<Reduction> effectiveReduce() {
        return reduce != null ? reduce : List.of(Reduction.values());
    }

    public Arrival effectiveArrival() {
        return arrival != null ? arrival : Arrival.OFF;
    }

    public List<ToolEntry> effectiveTools() {
        return tools != null ? tools : List.of();
    }

    public RecallSettings effectiveRecall() {
        return recall != null ? recall : RecallSettings.ABSENT;
    }

    public WhenOver effectiveWhenOver() {
        return whenOver != null ? whenOver : WhenOver.RECALL;
    }

    public LatencySettings effectiveLatency() {
        return latency != null ? latency : LatencySettings.ABSENT;
    }

    public QualitySettings effectiveQuality() {
        return quality != null ? quality : QualitySettings.ABSENT;
    }
}
