package io.plimsoll.budget.policy;

import java.util.OptionalInt;

/**
 * What a policy says about load lines, all in tokens.
 *
 * @param capTokens the most that a lane may hold at any time; empty for no cap
 * @param floorTokens what pressure cannot take from a lane, at least 1 and at most the cap
 * @param roomTokens what pressure leaves a lane above what can never be cut from it, at least 0: with less, a lane whose
 *     system text and tools are long would be cut every few turns and lose its prefix each time
 * @param lowWater share of the line that is left after a cut, greater than 0 and less than 1
 * @param band when pools are shared
 */
public record LineRules(OptionalInt capTokens, int floorTokens, int roomTokens, double lowWater, PressureBand band) {

    public LineRules {
        if (floorTokens < 1 || floorTokens > capTokens.orElse(Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("line rules: floorTokens: %d (expected: >= 1 and <= cap %s)"
                    .formatted(floorTokens, capTokens.isPresent() ? capTokens.getAsInt() : "none"));
        }
        if (roomTokens < 0) {
            throw new IllegalArgumentException("line rules: roomTokens: %d (expected: >= 0)".formatted(roomTokens));
        }
        if (!(lowWater > 0 && lowWater < 1)) {
            throw new IllegalArgumentException("line rules: lowWater: %s (expected: > 0 and < 1)".formatted(lowWater));
        }
    }

    /**
     * The load line of a lane: the least of cap, water level and window, where the water level does not sink below the
     * floor.
     *
     * @param load the pool that the lane's request would go to
     * @param weight the lane's weight among the pool's claims
     * @param irreducibleTokens what can never be cut from the request, at least 0
     * @param windowTokens the longest sequence that the backend takes; empty if it is not known
     */
    public LoadLine line(PoolLoad load, double weight, int irreducibleTokens, OptionalInt windowTokens) {
        var line = Bound.OPEN
                .and(waterLevel(load, weight, irreducibleTokens))
                .and(new Bound(capTokens.orElse(Integer.MAX_VALUE), LimitedBy.CAP))
                .and(new Bound(windowTokens.orElse(Integer.MAX_VALUE), LimitedBy.WINDOW));
        return new LoadLine((int) line.tokens, Math.max(1, (int) (line.tokens * lowWater)), line.reason);
    }

    private Bound waterLevel(PoolLoad load, double weight, int irreducibleTokens) {
        if (band.isCalm(load.pressure())) {
            return Bound.OPEN;
        }
        var target = (long) (band.target(load.pressure()) * load.capacityTokens());
        var level = WaterLevel.share(target, load.claims());
        if (level == WaterLevel.UNLIMITED) {
            return Bound.OPEN;
        }
        var share = (long) (level * weight);
        var floor = Math.max(floorTokens, (long) irreducibleTokens + roomTokens);
        return share < floor ? new Bound(floor, LimitedBy.FLOOR) : new Bound(share, LimitedBy.WATER_LEVEL);
    }

    private record Bound(long tokens, LimitedBy reason) {

        private static final Bound OPEN = new Bound(Integer.MAX_VALUE, LimitedBy.NONE);

        Bound and(Bound other) {
            return other.tokens < tokens ? other : this;
        }
    }
}
