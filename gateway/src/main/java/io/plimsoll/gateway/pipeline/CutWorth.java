package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.cost.CutCost;
import io.plimsoll.budget.cost.TurnShape;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.Cut;
import java.util.function.Supplier;

/**
 * Whether a cut that nothing demands saves more than it costs.
 *
 * @param cost the two sides of it; asked on a worker, since it may read a file
 * @param turn what a usual turn of the lane adds
 * @param kvValue what freed KV is worth, 0 to 1
 * @param owed whether the backend has to read as much in any case: the prefix is lost, or the next turn is over the line
 */
record CutWorth(Supplier<CutCost> cost, TurnShape turn, double kvValue, boolean owed) {

    /**
     * Whether it pays before the lane has grown to its line again.
     *
     * @param keptTokens leading tokens that stay as they were
     */
    boolean pays(Cut cut, int keptTokens, int lineTokens) {
        if (owed) {
            return true;
        }
        int after = cut.tokens().after();
        var proposal = new CutCost.Proposal(cut.tokens().before(), after, Math.min(keptTokens, after));
        return cost.get().pays(proposal, turn, turn.turnsToFill((long) lineTokens - after), kvValue);
    }

    /** What a usual turn has added to this conversation: what the model said, and what was said to it in between. */
    static TurnShape usualTurn(CountedConversation counted) {
        var messages = counted.conversation().messages();
        double prompt = 0;
        double output = 0;
        int answers = 0;
        for (int i = 0; i < messages.size(); i++) {
            int tokens = counted.messageTokens()[i];
            if (messages.get(i).role() == PromptRole.ASSISTANT) {
                output += tokens;
                answers++;
            } else {
                prompt += tokens;
            }
        }
        return new TurnShape(prompt / Math.max(1, answers), output / Math.max(1, answers));
    }
}
