package io.plimsoll.compression;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A chat request under construction, in a small dialect of its own: enough of a surface for tests of views and cuts.
 * Immutable; every method returns a longer (or shorter) history.
 */
public record ChatHistory(String system, List<String> messages) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SEPARATOR = " ,\n    ";

    public ChatHistory {
        messages = List.copyOf(messages);
    }

    /** A request with a system message and nothing else. */
    public static ChatHistory withSystem(String system) {
        return new ChatHistory(system, List.of());
    }

    public ChatHistory user(String text) {
        return with(message("user").put("content", text));
    }

    public ChatHistory assistant(String text) {
        return with(message("assistant").put("content", text));
    }

    public ChatHistory note(String text) {
        return with(message("system").put("content", text));
    }

    /** An assistant message with one call per id, each of {@code tool} with {@code arguments}. */
    public ChatHistory calls(String tool, String arguments, String... ids) {
        return calls("", tool, arguments, ids);
    }

    /** The same with reasoning. */
    public ChatHistory calls(String reasoning, String tool, String arguments, String[] ids) {
        ObjectNode message = message("assistant");
        if (!reasoning.isEmpty()) {
            message.put("reasoning", reasoning);
        }
        var calls = message.putArray("tool_calls");
        for (String id : ids) {
            calls.addObject().put("id", id).put("name", tool).put("arguments", arguments);
        }
        return with(message);
    }

    public ChatHistory result(String id, String text) {
        return with(message("tool").put("tool_call_id", id).put("content", text));
    }

    /** One message that answers a call and says something as well, as users do in some dialects. */
    public ChatHistory resultAndText(String id, String result, String text) {
        return with(
                message("user").put("tool_call_id", id).put("result", result).put("content", text));
    }

    /** Reasoning in a message of its own, as items have it. */
    public ChatHistory reasoning(String text) {
        return with(message("assistant").put("reasoning", text));
    }

    /** A call and its result. */
    public ChatHistory step(String id, String tool, String arguments, String result) {
        return calls(tool, arguments, id).result(id, result);
    }

    /** The first {@code count} messages: what is left after a rewind. */
    public ChatHistory first(int count) {
        return new ChatHistory(system, messages.subList(0, count));
    }

    public int size() {
        return messages.size();
    }

    /** The request's bytes, with white space that no serialiser would write. */
    public byte[] body() {
        String history = messages.stream().map(m -> SEPARATOR + m).collect(Collectors.joining());
        String head =
                system.isEmpty() ? "" : message("system").put("content", system).toString();
        String array = head.isEmpty() && !history.isEmpty() ? history.substring(SEPARATOR.length()) : head + history;
        return ("{\"model\": \"m\",  \"messages\":[ " + array + "\n ],\"x\":1e2}").getBytes(StandardCharsets.UTF_8);
    }

    public Conversation conversation() {
        return parse(body());
    }

    public CountedConversation counted() {
        return count(conversation());
    }

    /** Reads a body of this dialect. */
    public static Conversation parse(byte[] body) {
        List<ByteRange> ranges = ranges(body);
        List<JsonNode> nodes = ranges.stream().map(range -> node(body, range)).toList();
        int headMessages = 0;
        while (headMessages < nodes.size() && role(nodes.get(headMessages)) == PromptRole.SYSTEM) {
            headMessages++;
        }
        byte[] head = nodes.subList(0, headMessages).toString().getBytes(StandardCharsets.UTF_8);
        List<HistoryMessage> messages = new ArrayList<>();
        List<ChainHash> chain = new ArrayList<>();
        ChainHash headHash = ChainHash.of(head, 0, head.length);
        ChainHash last = ChainHash.root("tenant", headHash);
        for (int i = headMessages; i < nodes.size(); i++) {
            var message = new HistoryMessage(ranges.get(i), facts(body, ranges.get(i), nodes.get(i)));
            last = last.then(message.facts().canonical());
            messages.add(message);
            chain.add(last);
        }
        List<JsonNode> history = nodes.subList(headMessages, nodes.size());
        return new Conversation(
                body, headHash, messages, chain, index -> prompts(history.get(index)), ChatHistory::appended);
    }

    /** Where {@link Edits#append} puts it; only messages that end with their content have a place. */
    private static Optional<Edit.Insert> appended(Conversation conversation, Edit.Insert insert) {
        HistoryMessage message = conversation.messages().get(insert.message());
        int end = message.range().end();
        if (conversation.body()[end - 2] != '"') {
            return Optional.empty();
        }
        return Optional.of(insert.respelt(
                message.facts().raw(),
                message.range().length() - 2,
                insert.text().bytes()));
    }

    /** Counts a conversation of this dialect. */
    public static CountedConversation count(Conversation conversation) {
        int[] tokens = IntStream.range(0, conversation.messages().size())
                .map(i -> conversation.reader().read(i).stream()
                        .mapToInt(new LetterCounter()::message)
                        .sum())
                .toArray();
        return new CountedConversation(conversation, 20, tokens);
    }

    /** The text of each element of the history, head included. */
    public static List<String> elements(byte[] body) {
        return ranges(body).stream()
                .map(r -> new String(body, r.start(), r.length(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Writes blocks in this dialect. */
    public static byte[] write(List<PromptMessage> messages) {
        return messages.stream()
                .map(m -> message(m.role().name().toLowerCase(Locale.ROOT))
                        .put("content", m.text())
                        .toString())
                .collect(Collectors.joining(","))
                .getBytes(StandardCharsets.UTF_8);
    }

    private ChatHistory with(JsonNode message) {
        List<String> more = new ArrayList<>(messages);
        more.add(message.toString());
        return new ChatHistory(system, more);
    }

    private static ObjectNode message(String role) {
        return JSON.createObjectNode().put("role", role);
    }

    private static List<ByteRange> ranges(byte[] body) {
        List<ByteRange> ranges = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(body)) {
            while (parser.nextToken() != JsonToken.START_ARRAY) {
                continue;
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                ranges.add(new ByteRange(start, (int) parser.currentLocation().getByteOffset()));
            }
        }
        return ranges;
    }

    private static JsonNode node(byte[] body, ByteRange range) {
        return JSON.readTree(body, range.start(), range.length());
    }

    private static HistoryMessage.Facts facts(byte[] body, ByteRange range, JsonNode node) {
        byte[] canonical = node.toString().getBytes(StandardCharsets.UTF_8);
        PromptMessage prompt = prompt(node);
        return new HistoryMessage.Facts(
                prompt.role(),
                ChainHash.of(body, range.start(), range.length()),
                ChainHash.of(canonical, 0, canonical.length),
                List.of(),
                prompt.calls().stream().map(PromptCall::id).toList(),
                prompt.resultOf().isEmpty() ? List.of() : List.of(prompt.resultOf()),
                !prompt.text().isBlank(),
                !prompt.reasoning().isEmpty());
    }

    private static List<PromptMessage> prompts(JsonNode node) {
        if (!node.has("result")) {
            return List.of(prompt(node));
        }
        String id = node.path("tool_call_id").asString();
        var result = new PromptMessage(PromptRole.TOOL, node.path("result").asString(), "", List.of(), id, 0);
        return List.of(
                result, PromptMessage.of(PromptRole.USER, node.path("content").asString()));
    }

    private static PromptMessage prompt(JsonNode node) {
        List<PromptCall> calls = new ArrayList<>();
        for (JsonNode call : node.path("tool_calls")) {
            calls.add(new PromptCall(
                    call.path("id").asString(),
                    call.path("name").asString(),
                    call.path("arguments").asString()));
        }
        return new PromptMessage(
                role(node),
                node.path("content").asString(""),
                node.path("reasoning").asString(""),
                calls,
                node.path("tool_call_id").asString(""),
                0);
    }

    private static PromptRole role(JsonNode node) {
        return PromptRole.valueOf(node.path("role").asString().toUpperCase(Locale.ROOT));
    }
}
