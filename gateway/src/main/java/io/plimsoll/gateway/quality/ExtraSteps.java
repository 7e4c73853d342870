package io.plimsoll.gateway.quality;

/**
 * How many of an agent's calls were extra ones, with its history cut and with all of it in sight. Immutable.
 *
 * @param cut calls of lanes that had been cut
 * @param whole calls of lanes that had not
 */
record ExtraSteps(Share cut, Share whole) {

    static final ExtraSteps NONE = new ExtraSteps(Share.NONE, Share.NONE);

    /** One-sided confidence of 95 %. */
    private static final double Z = 1.645;

    /**
     * Some of a number of calls.
     *
     * @param extra at most {@code calls}
     */
    record Share(double extra, double calls) {

        static final Share NONE = new Share(0, 0);

        Share plus(int moreExtra, int moreCalls) {
            return new Share(extra + moreExtra, calls + moreCalls);
        }

        Share times(double factor) {
            return new Share(extra * factor, calls * factor);
        }

        private double adjusted() {
            return (extra + 1) / (calls + 2);
        }

        private double variance() {
            return adjusted() * (1 - adjusted()) / (calls + 2);
        }
    }

    /** By how much more of the calls are extra ones when the history is cut, as the counts have it; 0 without calls. */
    double difference() {
        return cut.calls() == 0 || whole.calls() == 0 ? 0 : cut.extra() / cut.calls() - whole.extra() / whole.calls();
    }

    /** The least that the difference may be: Agresti and Caffo 2000, "Simple and effective confidence intervals". */
    double atLeast() {
        return cut.adjusted() - whole.adjusted() - margin();
    }

    /** The most that the difference may be. */
    double atMost() {
        return cut.adjusted() - whole.adjusted() + margin();
    }

    private double margin() {
        return Z * Math.sqrt(cut.variance() + whole.variance());
    }
}
