package io.plimsoll.budget.config;

import org.jspecify.annotations.Nullable;

/**
 * How much context a session may hold. Without a cap the load line is the lower of the model's window less room for the
 * output, and the water level.
 *
 * @param cap the most, at any pressure
 * @param floor the least that the water level leaves a session, at any pressure
 * @param lowWater the share of the load line down to which a cut goes, above 0 % and below 100 %
 * @param newestResults tool results, counted from the newest, that no cut touches; 0 or more
 * @param newestShare the most of the load line that these results take together, above 0 %
 * @param clientWindow the window that clients are told, null for the backends' own
 * @param cuts when it is cut without having to be
 */
public record ContextSettings(
        @Nullable ContextAmount cap,
        @Nullable ContextAmount floor,
        @Nullable Share lowWater,
        @Nullable Integer newestResults,
        @Nullable Share newestShare,
        @Nullable Tokens clientWindow,
        @Nullable CutSettings cuts) {

    static final ContextSettings ABSENT = new ContextSettings(null, null, null, null, null, null, null);

    public ContextSettings {
        new Rules()
                .rule(!isAbove(floor, cap), "floor", String.valueOf(floor), "no more than the cap, " + cap)
                .rule(
                        lowWater == null || (lowWater.fraction() > 0 && lowWater.fraction() < 1),
                        "low-water",
                        String.valueOf(lowWater),
                        "above 0% and below 100%")
                .rule(
                        newestResults == null || newestResults >= 0,
                        "newest-results",
                        String.valueOf(newestResults),
                        ">= 0")
                .rule(
                        newestShare == null || newestShare.fraction() > 0,
                        "newest-share",
                        String.valueOf(newestShare),
                        "above 0%")
                .check();
    }

    public Share effectiveLowWater() {
        return lowWater != null ? lowWater : new Share(0.5);
    }

    public int effectiveNewestResults() {
        return newestResults != null ? newestResults : 3;
    }

    public Share effectiveNewestShare() {
        return newestShare != null ? newestShare : new Share(0.75);
    }

    public CutSettings effectiveCuts() {
        return cuts != null ? cuts : CutSettings.ABSENT;
    }

    /** Amounts in different units can be compared only where model and pool are known, so here they never conflict. */
    private static boolean isAbove(@Nullable ContextAmount floor, @Nullable ContextAmount cap) {
        return switch (floor) {
            case null -> false;
            case Tokens tokens -> cap instanceof Tokens most && tokens.count() > most.count();
            case ByteSize size -> cap instanceof ByteSize most && size.bytes() > most.bytes();
            case Share share -> cap instanceof Share most && share.fraction() > most.fraction();
        };
    }
}
