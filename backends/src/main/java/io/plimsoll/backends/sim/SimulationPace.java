package io.plimsoll.backends.sim;

/** How simulated time relates to real time. Closed because the engine drives each kind in its own way. */
public sealed interface SimulationPace {

    /**
     * Simulated time runs at a fixed multiple of real time.
     *
     * @param speed simulated seconds in one real second
     */
    record Scaled(double speed) implements SimulationPace {
        public Scaled {
            if (!(speed > 0 && speed <= 1e6)) {
                throw new IllegalArgumentException("pace: speed: " + speed + " (expected: in (0, 1e6])");
            }
        }
    }

    /**
     * Simulated time jumps to the end of the next answer whenever there is one to wait for, and stands still in between.
     * Requests count as simultaneous when they are there before the engine jumps, about a millisecond.
     */
    record FastForward() implements SimulationPace {}

    /** Answers take as long as the modelled replica would take. */
    static SimulationPace realTime() {
        return new Scaled(1);
    }

    /** {@code speed} simulated seconds pass in a real one. */
    static SimulationPace times(double speed) {
        return new Scaled(speed);
    }

    /** Answers come at once; how long they would have taken is in the statistics. */
    static SimulationPace fastForward() {
        return new FastForward();
    }
}
