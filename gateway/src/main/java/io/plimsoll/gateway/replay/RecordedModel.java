package io.plimsoll.gateway.replay;

import io.plimsoll.backends.sim.GenerationRequest;
import io.plimsoll.backends.sim.Reply;
import io.plimsoll.backends.sim.ReplySource;
import io.plimsoll.backends.sim.SimulatedPrompt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that says what the recording's model said, whatever it is asked, and keeps what it was asked. One turn at a
 * time; thread-safe.
 */
final class RecordedModel implements ReplySource {

    private @Nullable Reply next;
    private SimulatedPrompt.@Nullable Chat received;

    /** Sets what is said next; what was received before is forgotten. */
    synchronized void willSay(Reply reply) {
        next = reply;
        received = null;
    }

    /** The prompt that the engine was given since {@link #willSay}; empty if none reached it. */
    synchronized Optional<SimulatedPrompt.Chat> received() {
        return Optional.ofNullable(received);
    }

    @Override
    public synchronized Reply reply(GenerationRequest request) {
        if (next == null) {
            throw new IllegalStateException("replay: the engine was asked before a turn began");
        }
        if (request.prompt() instanceof SimulatedPrompt.Chat chat) {
            received = chat;
        }
        return next;
    }
}
