package io.plimsoll.bench.cuts.baseline;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.bench.cuts.Counts;

/** The ways that are compared, from none to the best known one without a gateway. */
public enum Baseline {
    /** The client's own requests. */
    NONE("none") {
        @Override
        public Cutter cutter(int cap, Counts counts) {
            return SimulatedPrompt.Chat::messages;
        }
    },
    /** The newest atoms that fit, chosen anew on every turn. */
    RECENCY("recency trim") {
        @Override
        public Cutter cutter(int cap, Counts counts) {
            return new RecencyTrim(cap, counts);
        }
    },
    /** All tool results but the newest ten become stubs, on every turn; knows no cap. */
    MASK_EACH_TURN("mask every turn, keep 10") {
        @Override
        public Cutter cutter(int cap, Counts counts) {
            return new MaskEachTurn();
        }
    },
    /** Tool results become stubs, oldest first, down to half the cap, whenever the cap is passed. */
    MASK_IN_BATCHES("mask in batches") {
        @Override
        public Cutter cutter(int cap, Counts counts) {
            return new MaskInBatches(cap, counts);
        }
    },
    /** Everything but the newest gives way to a record of 2 % of the cap. */
    CLIFF("cliff-like, cut 98 %") {
        @Override
        public Cutter cutter(int cap, Counts counts) {
            return new Cliff(cap, counts);
        }
    },
    /** The same with BM25 over what went, put before each new message of the user. */
    CLIFF_BM25("cliff-like with BM25 recall") {
        @Override
        public Cutter cutter(int cap, Counts counts) {
            return new CliffWithRecall(cap, counts);
        }
    },
    /** Everything but the newest gives way to the lines that cover the most names. */
    DIGEST("plain digest") {
        @Override
        public Cutter cutter(int cap, Counts counts) {
            return new Digest(cap, counts);
        }
    };

    private final String label;

    Baseline(String label) {
        this.label = label;
    }

    /** How tables call it. */
    public String label() {
        return label;
    }

    /**
     * One for a new session.
     *
     * @param cap tokens that a request may have, where this baseline knows one
     */
    public abstract Cutter cutter(int cap, Counts counts);
}
