package io.plimsoll.bench.cuts;

import io.plimsoll.bench.BenchFailure;
import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.gateway.replay.CalledTools;
import io.plimsoll.gateway.replay.ChatMessages;
import io.plimsoll.gateway.replay.Recording;
import io.plimsoll.gateway.replay.RecordingFile;
import io.plimsoll.gateway.replay.UnreadableRecordingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads recordings as sessions that can be replayed under a cap, and joins them to longer ones. Stateless. */
final class AgentSessions {

    private static final JsonMapper JSON = JsonMapper.shared();

    private AgentSessions() {}

    /**
     * The sessions of these files, those twice in them once.
     *
     * @param asCalls what is done to a history before it is made legal
     * @throws BenchFailure if a file holds no recording
     */
    static List<AgentSession> read(List<Path> files, UnaryOperator<List<PromptMessage>> asCalls) {
        List<AgentSession> sessions = new ArrayList<>();
        Set<List<String>> texts = new HashSet<>();
        for (Path file : files) {
            for (AgentSession session : read(file, asCalls)) {
                if (texts.add(
                        session.messages().stream().map(PromptMessage::text).toList())) {
                    sessions.add(session);
                }
            }
        }
        return sessions;
    }

    /** Sessions of {@code size} sessions each, in their order: one agent that does one small task after the other. */
    static List<AgentSession> chained(List<AgentSession> sessions, int size) {
        List<AgentSession> chains = new ArrayList<>();
        for (int from = 0; from < sessions.size(); from += size) {
            List<AgentSession> joined = sessions.subList(from, Math.min(sessions.size(), from + size));
            Map<String, String> tools = new LinkedHashMap<>();
            joined.stream().flatMap(session -> session.tools().stream()).forEach(tool -> tools.put(nameOf(tool), tool));
            List<PromptMessage> messages = joined.stream()
                    .flatMap(session -> session.messages().stream())
                    .toList();
            AgentSession first = joined.getFirst();
            chains.add(new AgentSession(
                    "chain-" + chains.size() + "-" + first.name(),
                    first.system(),
                    List.copyOf(tools.values()),
                    LegalHistory.of(messages)));
        }
        return chains;
    }

    private static List<AgentSession> read(Path file, UnaryOperator<List<PromptMessage>> asCalls) {
        List<Recording> recordings;
        try {
            recordings = RecordingFile.read(file);
        } catch (UnreadableRecordingException unreadable) {
            throw new BenchFailure(String.valueOf(unreadable.getMessage()));
        }
        String base = String.valueOf(file.getFileName()).replaceAll("\\.(gz|jsonl?|traj)\\b", "");
        List<AgentSession> sessions = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            sessions.add(session(base + "-" + i, recordings.get(i), asCalls));
        }
        List<JsonNode> called = CalledTools.in(sessions.stream()
                .flatMap(session -> session.messages().stream())
                .map(ChatMessages::node)
                .toList());
        List<String> definitions = called.stream().map(JsonNode::toString).toList();
        return sessions.stream()
                .map(session -> session.tools().isEmpty()
                        ? new AgentSession(session.name(), session.system(), definitions, session.messages())
                        : session)
                .filter(session -> !session.turns().isEmpty())
                .toList();
    }

    private static AgentSession session(String name, Recording recording, UnaryOperator<List<PromptMessage>> asCalls) {
        List<PromptMessage> recorded =
                recording.messages().stream().map(AgentSessions::prompt).toList();
        String system = recorded.stream()
                .filter(message -> message.role() == PromptRole.SYSTEM)
                .map(PromptMessage::text)
                .collect(Collectors.joining("\n"));
        List<PromptMessage> history = asCalls.apply(recorded.stream()
                .filter(message -> message.role() != PromptRole.SYSTEM)
                .toList());
        return new AgentSession(
                name,
                system,
                recording.tools().stream().map(JsonNode::toString).toList(),
                LegalHistory.of(named(history, name)));
    }

    /** Call ids that no other session has: chains would have them twice. */
    private static List<PromptMessage> named(List<PromptMessage> history, String session) {
        return history.stream()
                .map(message -> new PromptMessage(
                        message.role(),
                        message.text(),
                        "",
                        message.calls().stream()
                                .map(call -> new PromptCall(session + "-" + call.id(), call.name(), call.arguments()))
                                .toList(),
                        message.resultOf().isEmpty() ? "" : session + "-" + message.resultOf(),
                        0))
                .toList();
    }

    private static PromptMessage prompt(ObjectNode message) {
        return ChatMessages.prompt(message);
    }

    private static String nameOf(String tool) {
        return JSON.readTree(tool).path("function").path("name").asString("");
    }
}
