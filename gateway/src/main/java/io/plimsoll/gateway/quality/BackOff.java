package io.plimsoll.gateway.quality;

/**
 * How far a policy has backed off from cutting, from 0 for not at all. Each step keeps more of the newest results; from the
 * first on, no cut is made before the line is reached. The line itself always holds.
 *
 * @param step from 0 to {@link #MOST}
 */
public record BackOff(int step) {

    /** As the policy has it. */
    public static final BackOff NONE = new BackOff(0);

    /** With twelve results instead of three, a cut at the usual lines frees hardly anything more. */
    static final int MOST = 2;

    public BackOff {
        if (step < 0 || step > MOST) {
            throw new IllegalArgumentException("back-off: step " + step + " (expected: 0 to " + MOST + ")");
        }
    }

    /** How many of the newest results stay where the policy wants {@code results}. */
    public int newestResults(int results) {
        return Math.max(results, step) << step;
    }

    /** Whether cuts may be made that no line asks for. */
    public boolean allowsEarlyCuts() {
        return step == 0;
    }

    BackOff further() {
        return new BackOff(Math.min(MOST, step + 1));
    }

    BackOff closer() {
        return new BackOff(Math.max(0, step - 1));
    }
}
