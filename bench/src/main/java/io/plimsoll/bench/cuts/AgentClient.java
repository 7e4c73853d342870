package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.bench.cuts.baseline.Cutter;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.gateway.replay.ChatMessages;
import io.plimsoll.gateway.replay.RecordedModel;
import io.plimsoll.gateway.replay.TurnClient;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The agent's side of a replay: sends requests over HTTP, and reads at the engine what became of them. Blocking. */
final class AgentClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int OK = 200;

    private final TurnClient http;
    private final Supplier<Cutter> cutters;
    private final RecordedModel engine;
    private final Map<String, Cutter> sessions = new HashMap<>();

    /** @param cutters what is done to a session's requests before they are sent */
    AgentClient(URI url, Supplier<Cutter> cutters, RecordedModel engine) {
        this.http = new TurnClient(url);
        this.cutters = cutters;
        this.engine = engine;
    }

    /**
     * What the engine received.
     *
     * @param turn the request that was sent; null where none arrived or the client got no answer
     * @param all everything since the last request
     * @param status of the answer that the client got
     */
    record Received(SimulatedPrompt.@Nullable Chat turn, List<Turn.Served> all, int status) {

        Received {
            all = List.copyOf(all);
        }
    }

    Received send(String session, SimulatedPrompt.Chat request, PromptMessage answer)
            throws IOException, InterruptedException {
        List<PromptMessage> shortened =
                sessions.computeIfAbsent(session, name -> cutters.get()).sent(request);
        engine.willSay(
                RecordedEngine.reply(answer), request.messages().getLast().text());
        int status = http.send(session, body(request, shortened)).status();
        List<RecordedModel.Arrival> arrivals = engine.take();
        int turn = turnAmong(arrivals);
        List<Turn.Served> all = new ArrayList<>();
        for (int i = 0; i < arrivals.size(); i++) {
            RecordedModel.Arrival arrival = arrivals.get(i);
            all.add(new Turn.Served(arrival.prompt(), i == turn ? answer : RecordedEngine.message(arrival.reply())));
        }
        boolean answered = status == OK && turn >= 0;
        return new Received(answered ? arrivals.get(turn).prompt() : null, all, status);
    }

    /** The last one that is recognised as the turn; a proxy may have rewritten even the newest message, so else the last. */
    private static int turnAmong(List<RecordedModel.Arrival> arrivals) {
        int last = arrivals.size() - 1;
        while (last >= 0 && !arrivals.get(last).isTurn()) {
            last--;
        }
        return last >= 0 ? last : arrivals.size() - 1;
    }

    private static ObjectNode body(SimulatedPrompt.Chat request, List<PromptMessage> messages) {
        ObjectNode body = JSON.createObjectNode().put("model", RecordedEngine.MODEL);
        var sent = body.putArray("messages");
        if (!request.system().isEmpty()) {
            sent.add(ChatMessages.text("system", request.system()));
        }
        messages.forEach(message -> sent.add(ChatMessages.node(message)));
        if (!request.tools().isEmpty()) {
            var tools = body.putArray("tools");
            request.tools().forEach(tool -> tools.add(JSON.readTree(tool)));
        }
        return body;
    }

    @Override
    public void close() {
        http.close();
    }
}
