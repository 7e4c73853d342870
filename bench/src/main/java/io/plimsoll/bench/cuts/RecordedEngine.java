package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.ReplicaSpec;
import io.plimsoll.backends.sim.Reply;
import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.plimsoll.backends.sim.SimulatedModel;
import io.plimsoll.backends.sim.SimulationPace;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.gateway.replay.RecordedModel;
import java.util.List;
import java.util.OptionalInt;

/**
 * An engine that gives the recording's answers and keeps what it receives; its window holds every recording.
 *
 * @param model what it says, and where what it received is taken from
 * @param options how it is started
 */
record RecordedEngine(RecordedModel model, SimulatedEngineOptions options) {

    /** The only model it serves. */
    static final String MODEL = "recorded";

    static RecordedEngine with(Counts counts) {
        var model = new RecordedModel();
        ReplicaSpec replica = ReplicaSpec.referenceReplica();
        var served = new SimulatedModel(List.of(MODEL), replica.pool().longestSequence(), counts, model);
        return new RecordedEngine(model, SimulatedEngineOptions.of(served).withPace(SimulationPace.fastForward()));
    }

    /** What it says to bring forth this answer. */
    static Reply reply(PromptMessage answer) {
        return new Reply(answer.text(), answer.calls(), OptionalInt.empty());
    }

    /** The message that a reply becomes in the history. */
    static PromptMessage message(Reply reply) {
        return new PromptMessage(PromptRole.ASSISTANT, reply.text(), "", reply.calls(), "", 0);
    }
}
