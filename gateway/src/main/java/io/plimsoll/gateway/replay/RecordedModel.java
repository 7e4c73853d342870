package io.plimsoll.gateway.replay;

import io.plimsoll.backends.sim.GenerationRequest;
import io.plimsoll.backends.sim.Reply;
import io.plimsoll.backends.sim.ReplySource;
import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that says what the recording's model said to the turn that is under way, and keeps what it was asked. What else
 * it is asked meanwhile, such as for a summary or to warm its cache, it answers in one fixed sentence. One turn at a time;
 * thread-safe.
 */
public final class RecordedModel implements ReplySource {

    private static final Reply TO_OTHERS = Reply.text("The work went on as planned.");

    /** Proxies may put text of their own behind what the client said last. */
    private static final int LAST_MESSAGES = 4;

    /** What of a client's last message has to be there at least, at its beginning or its end. */
    private static final int RECOGNISED_CHARACTERS = 100;

    private @Nullable Reply next;
    private String asked = "";
    private List<Arrival> arrivals = new ArrayList<>();

    /**
     * A prompt that the engine was given.
     *
     * @param isTurn whether it is the turn that was under way
     * @param reply what the model said to it
     */
    public record Arrival(SimulatedPrompt.Chat prompt, boolean isTurn, Reply reply) {}

    /**
     * Begins a turn.
     *
     * @param reply what is said to it
     * @param lastText the text of the client's last message, by which the turn is recognised
     */
    public synchronized void willSay(Reply reply, String lastText) {
        next = reply;
        asked = lastText.strip();
    }

    /** All that reached the engine since this was last asked, in its order. */
    public synchronized List<Arrival> take() {
        List<Arrival> taken = List.copyOf(arrivals);
        arrivals = new ArrayList<>();
        return taken;
    }

    /** The prompt of the turn among {@link #take}, the last one where it was sent again; empty if it reached no engine. */
    Optional<SimulatedPrompt.Chat> takeTurn() {
        return take().reversed().stream()
                .filter(Arrival::isTurn)
                .map(Arrival::prompt)
                .findFirst();
    }

    @Override
    public synchronized Reply reply(GenerationRequest request) {
        if (next == null) {
            throw new IllegalStateException("replay: the engine was asked before a turn began");
        }
        if (!(request.prompt() instanceof SimulatedPrompt.Chat chat)) {
            return TO_OTHERS;
        }
        boolean onlyWarms = request.maxTokens().orElse(Integer.MAX_VALUE) == 1;
        boolean isTurn = !onlyWarms && endsWithWhatWasAsked(chat.messages());
        Reply reply = isTurn ? next : TO_OTHERS;
        arrivals.add(new Arrival(chat, isTurn, reply));
        return reply;
    }

    private boolean endsWithWhatWasAsked(List<PromptMessage> messages) {
        String start = asked.substring(0, Math.min(asked.length(), RECOGNISED_CHARACTERS));
        String end = asked.substring(Math.max(0, asked.length() - RECOGNISED_CHARACTERS));
        return messages.subList(Math.max(0, messages.size() - LAST_MESSAGES), messages.size()).stream()
                .anyMatch(message ->
                        message.text().contains(start) || message.text().contains(end));
    }
}
