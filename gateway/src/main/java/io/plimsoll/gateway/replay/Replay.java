package io.plimsoll.gateway.replay;

import io.plimsoll.backends.sim.ReplicaSpec;
import io.plimsoll.backends.sim.Reply;
import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.plimsoll.backends.sim.SimulatedModel;
import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.backends.sim.SimulationPace;
import io.plimsoll.budget.config.ModelEntry;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.gateway.pipeline.LivePolicy;
import io.plimsoll.gateway.pipeline.TokenModels;
import io.plimsoll.gateway.replay.TurnClient.TurnAnswer;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends recorded sessions, one after the other and turn by turn, through a gateway of its own to a simulated engine, which
 * gives the recorded answers. Blocking; used once.
 */
public final class Replay {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The window of the reference replica's model, for models of which none is known. */
    private static final int USUAL_WINDOW_TOKENS = 262_144;

    private static final String NAMELESS_MODEL = "recorded";

    private final List<Recording> sessions;
    private final ReplayOptions options;
    private final String model;
    /** What sessions without definitions of their own send: those of one file are taken to be one agent's. */
    private final List<JsonNode> calledTools;

    private final RecordedModel replies = new RecordedModel();
    private final Set<Head> headsSent = new HashSet<>();
    private ReplayTotals totals = ReplayTotals.NONE;

    /** What sessions share in a cache. */
    private record Head(String system, List<String> tools) {}

    /**
     * A replay of these sessions. They are served by the policy file's model that has the recording's name, else by its
     * first, else by one that has the recording's name and a common vocabulary.
     */
    public Replay(List<Recording> sessions, ReplayOptions options) {
        this.sessions = List.copyOf(sessions);
        this.options = options;
        this.model = model(sessions, options.policy());
        this.calledTools = CalledTools.in(sessions.stream()
                .filter(session -> session.tools().isEmpty())
                .flatMap(session -> session.messages().stream())
                .toList());
    }

    /**
     * Replays.
     *
     * @param listener hears of each turn as soon as it has ended, on the caller's thread
     * @return what all turns add up to
     * @throws IOException if gateway and engine cannot be reached or started
     */
    public ReplayTotals run(Consumer<ReplayTurn> listener) throws IOException, TimeoutException, InterruptedException {
        PolicyFile policy = options.effectivePolicy();
        PromptCounter counter =
                new TokenModels(() -> LivePolicy.of(policy)).of(model).prompts();
        try (var deployment = SimulatedDeployment.start(policy, 0, List.of(engine(policy, counter)));
                var client = new TurnClient(deployment.url())) {
            for (int i = 0; i < sessions.size() && totals.turns().all() < options.turns(); i++) {
                new SessionReplay(i + 1, sessions.get(i), client, counter).run(listener);
            }
        }
        return totals;
    }

    private SimulatedEngineOptions engine(PolicyFile policy, PromptCounter counter) {
        ReplicaSpec replica = ReplicaSpec.referenceReplica();
        long window = policy.modelCalled(model)
                .map(ModelEntry::window)
                .map(tokens -> tokens.count())
                .orElse((long) USUAL_WINDOW_TOKENS);
        int held = (int) Math.min(window, replica.pool().longestSequence());
        return SimulatedEngineOptions.of(new SimulatedModel(List.of(model), held, counter, replies))
                .withPace(SimulationPace.fastForward());
    }

    private static String model(List<Recording> sessions, PolicyFile policy) {
        Optional<String> recorded = sessions.stream()
                .flatMap(session -> Optional.ofNullable(session.model()).stream())
                .filter(name -> !name.isBlank())
                .findFirst();
        return recorded.flatMap(policy::modelCalled)
                .or(() -> policy.models().stream().findFirst())
                .map(ModelEntry::name)
                .or(() -> recorded)
                .orElse(NAMELESS_MODEL);
    }

    private static Head head(Recording recording, List<JsonNode> tools) {
        JsonNode first = recording.messages().getFirst();
        String system =
                first.path("role").asString("").equals("system") ? ChatMessages.contentText(first.path("content")) : "";
        return new Head(system, tools.stream().map(JsonNode::toString).toList());
    }

    /** One session on its way. */
    private final class SessionReplay {

        private final int number;
        private final Recording recording;
        private final TurnClient client;
        private final PromptCounter counter;
        private final ReceivedPrompts prompts;
        private final ObjectNode body = JSON.createObjectNode();
        /** The leading tokens that an engine which forgets nothing has cached. */
        private int known;

        SessionReplay(int number, Recording recording, TurnClient client, PromptCounter counter) {
            this.number = number;
            this.recording = recording;
            this.client = client;
            this.counter = counter;
            this.prompts = new ReceivedPrompts(counter);
            body.put("model", model);
            List<JsonNode> tools = recording.tools().isEmpty() ? calledTools : recording.tools();
            if (!tools.isEmpty()) {
                body.putArray("tools").addAll(tools);
            }
            body.putArray("messages");
            Head head = head(recording, tools);
            this.known = headsSent.add(head) ? 0 : counter.head(head.system, head.tools);
        }

        void run(Consumer<ReplayTurn> listener) throws IOException, InterruptedException {
            int turn = 0;
            for (int answer : recording.answers()) {
                if (totals.turns().all() >= options.turns()) {
                    return;
                }
                ReplayTurn replayed = turn(++turn, answer);
                totals = totals.with(replayed);
                listener.accept(replayed);
            }
        }

        private ReplayTurn turn(int turn, int answerAt) throws IOException, InterruptedException {
            var messages = body.withArray("messages");
            while (messages.size() < answerAt) {
                messages.add(recording.messages().get(messages.size()));
            }
            Reply reply = ChatMessages.reply(recording.messages().get(answerAt));
            replies.willSay(reply, lastText(messages));
            TurnAnswer answer = client.send("replay-" + number, body);
            int clientTokens = answer.told().clientTokens();
            int passThroughPrefill = Math.max(0, clientTokens - known);
            known = clientTokens + said(reply);
            SimulatedPrompt.@Nullable Chat received = replies.takeTurn().orElse(null);
            ReceivedPrompts.@Nullable Finding finding = received == null ? null : prompts.next(received);
            return new ReplayTurn(
                    number,
                    turn,
                    answer.status(),
                    new ReplayTurn.Tokens(
                            clientTokens,
                            answer.usage().promptTokens(),
                            finding == null ? 0 : finding.stableTokens(),
                            answer.usage().promptTokens() - answer.usage().cachedTokens(),
                            passThroughPrefill),
                    new ReplayTurn.Line(
                            client.line(answer.told().session()), answer.told().decision()),
                    finding == null ? null : check(finding, answer.told().decision()));
        }

        private static String lastText(ArrayNode messages) {
            return ChatMessages.contentText(messages.path(messages.size() - 1).path("content"));
        }

        private static ReplayTurn.Check check(ReceivedPrompts.Finding finding, String decision) {
            return new ReplayTurn.Check(finding.orphans(), !finding.extendsLast() && !decision.contains("cut"));
        }

        /** The tokens that the engine generates to say this, and has cached from then on. */
        private int said(Reply reply) {
            var message = new PromptMessage(PromptRole.ASSISTANT, reply.text(), "", reply.calls(), "", 0);
            return Math.max(1, counter.message(message) - counter.generationPrompt());
        }
    }
}
