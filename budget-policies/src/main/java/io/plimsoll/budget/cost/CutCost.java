package io.plimsoll.budget.cost;

import io.plimsoll.budget.geometry.ModelWork;

/* When a cut pays, for a context of L tokens that it takes to lo, of which the first p stay as they were:
 *
 *   (L - lo) * (v * o*kvb/BW + n * 4*l*H*hd/F) * k  >  prefill(lo, p)
 *   prefill(lo, p) = (2*P*(lo - p) + 2*l*H*hd*(lo^2 - p^2)) / F
 *
 * o and n are the output and the new prompt tokens of a turn, k the turns until the next cut, kvb the KV bytes of a token,
 * P the active parameters, l, H, hd the attention's layers, heads and head size, F and BW the hardware's speeds, and v what
 * freed KV is worth now. The left side is what each later turn saves: its output tokens read less KV, and its new prompt
 * tokens attend to fewer. The right side is the causal prefill of what no longer follows a cached prefix.
 *
 * The formulas are the roofline of Pope et al. 2022 (arXiv:2211.05102), sections 2 and 3.
 */
/**
 * The two sides of a cut of one model on one kind of hardware. Immutable and thread-safe.
 *
 * @param work what the model computes for a token
 * @param kvBytesPerToken KV bytes that a token adds, over all ranks; at least 0
 * @param hardware how fast that is
 */
public record CutCost(ModelWork work, long kvBytesPerToken, Hardware hardware) {

    public CutCost {
        if (kvBytesPerToken < 0) {
            throw new IllegalArgumentException(
                    "cut cost: %d KV bytes per token (expected: >= 0)".formatted(kvBytesPerToken));
        }
    }

    /**
     * A cut that might be made.
     *
     * @param beforeTokens the prompt without it, above {@code afterTokens}
     * @param afterTokens the prompt with it
     * @param keptTokens of these, the leading ones that stay as they were and are cached; at least 0
     */
    public record Proposal(int beforeTokens, int afterTokens, int keptTokens) {

        public Proposal {
            if (keptTokens < 0 || keptTokens > afterTokens || afterTokens > beforeTokens) {
                throw new IllegalArgumentException(
                        "proposed cut: %d to %d tokens, %d kept (expected: 0 <= kept <= after"
                                        .formatted(beforeTokens, afterTokens, keptTokens)
                                + " <= before)");
            }
        }

        int freedTokens() {
            return beforeTokens - afterTokens;
        }
    }

    /** Seconds that a prompt of {@code tokens} takes to be read, of which the first {@code cached} are there already. */
    public double prefillSeconds(int tokens, int cached) {
        double more = (double) tokens - cached;
        double pairs = (double) tokens * tokens - (double) cached * cached;
        return (2 * work.activeParameters() * more + attentionFlops() / 2 * pairs) / hardware.flopsPerSecond();
    }

    /**
     * Seconds that each later turn takes less.
     *
     * @param kvValue what freed KV is worth now, 0 to 1; see {@link KvValue}
     */
    public double gainSeconds(Proposal cut, TurnShape turn, double kvValue) {
        double read = turn.outputTokens() * kvBytesPerToken / hardware.bytesPerSecond();
        double attended = turn.promptTokens() * attentionFlops() / hardware.flopsPerSecond();
        return cut.freedTokens() * (kvValue * read + attended);
    }

    /** After how many turns the cut has paid for its prefill; infinite where nothing is gained. */
    public double breakEvenTurns(Proposal cut, TurnShape turn, double kvValue) {
        double gain = gainSeconds(cut, turn, kvValue);
        double cost = prefillSeconds(cut.afterTokens(), cut.keptTokens());
        return gain > 0 ? cost / gain : Double.POSITIVE_INFINITY;
    }

    /** Whether the cut pays within so many turns, after which the next one is due. */
    public boolean pays(Proposal cut, TurnShape turn, double turns, double kvValue) {
        return turns > breakEvenTurns(cut, turn, kvValue);
    }

    /** What one token costs for each token that it attends to: scores and sums, a multiplication and an addition each. */
    private double attentionFlops() {
        return 4.0 * work.attentionLayers() * work.heads() * work.headElements();
    }
}
