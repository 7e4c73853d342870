package io.plimsoll.gateway.surface;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Random legal sessions of {@code /v1/messages}: the requests that a client sends one after the other. */
final class MessagesSessions {

    private enum Move {
        USER_TURN,
        TOOL_STEP,
        PARALLEL_STEP,
        STEP_WITH_USER_TEXT,
        STEP_WITH_REMINDER,
        STEP_WITH_IMAGE,
        SYSTEM_NOTE,
        REWIND
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String[] WORDS = {
        "alpha", "größe", "\"quoted\"", "line\nbreak", "\\path", "🙂", "{", "]", "MAX_SIZE"
    };

    private final Random random;
    private final List<String> requests = new ArrayList<>();
    private ArrayNode messages = JSON.createArrayNode();
    private int calls;

    private MessagesSessions(long seed) {
        random = new Random(seed);
    }

    static Arbitrary<List<String>> upTo(int moves) {
        Arbitrary<List<Move>> walks = Arbitraries.frequency(
                        Tuple.of(3, Move.USER_TURN),
                        Tuple.of(8, Move.TOOL_STEP),
                        Tuple.of(3, Move.PARALLEL_STEP),
                        Tuple.of(1, Move.STEP_WITH_USER_TEXT),
                        Tuple.of(2, Move.STEP_WITH_REMINDER),
                        Tuple.of(1, Move.STEP_WITH_IMAGE),
                        Tuple.of(1, Move.SYSTEM_NOTE),
                        Tuple.of(1, Move.REWIND))
                .list()
                .ofMinSize(1)
                .ofMaxSize(moves);
        return Combinators.combine(walks, Arbitraries.longs())
                .as((walk, seed) -> new MessagesSessions(seed).requests(walk));
    }

    private List<String> requests(List<Move> walk) {
        say("user", text(40));
        requests.add(request());
        for (Move move : walk) {
            make(move);
            requests.add(request());
        }
        return List.copyOf(requests);
    }

    private void make(Move move) {
        switch (move) {
            case USER_TURN -> {
                say("assistant", text(20));
                say("user", text(60));
            }
            case TOOL_STEP -> step(1);
            case PARALLEL_STEP -> step(2 + random.nextInt(2));
            case STEP_WITH_USER_TEXT -> addText(step(1), text(20));
            case STEP_WITH_REMINDER -> addText(step(1), "<system-reminder>" + text(5) + "</system-reminder>");
            case STEP_WITH_IMAGE -> step(1).addObject().put("type", "image").putObject("source");
            case SYSTEM_NOTE -> say("system", text(5));
            case REWIND -> {
                while (messages.size() > 1 && (random.nextInt(6) > 0 || !endsWithUser())) {
                    messages.remove(messages.size() - 1);
                }
            }
        }
    }

    private boolean endsWithUser() {
        return messages.get(messages.size() - 1).path("role").asString().equals("user");
    }

    /** An assistant that thinks, perhaps speaks, and calls; the results, one block each, in an order of their own. */
    private ArrayNode step(int count) {
        ArrayNode turn = messages.addObject().put("role", "assistant").putArray("content");
        turn.addObject().put("type", "thinking").put("thinking", text(10)).put("signature", "sig" + calls);
        if (random.nextInt(3) == 0) {
            addText(turn, text(8));
        }
        List<ObjectNode> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = "toolu_" + ++calls;
            turn.addObject()
                    .put("type", "tool_use")
                    .put("id", id)
                    .put("name", "Read")
                    .putObject("input")
                    .put("path", "src/file" + random.nextInt(20));
            ObjectNode result =
                    JSON.createObjectNode().put("type", "tool_result").put("tool_use_id", id);
            if (random.nextBoolean()) {
                result.put("content", text(120));
            } else {
                addText(result.putArray("content"), text(120));
            }
            results.add(random.nextInt(results.size() + 1), result);
        }
        return messages.addObject().put("role", "user").putArray("content").addAll(results);
    }

    private static void addText(ArrayNode content, String text) {
        content.addObject().put("type", "text").put("text", text);
    }

    private void say(String role, String text) {
        ObjectNode message = messages.addObject().put("role", role);
        if (random.nextBoolean()) {
            message.put("content", text);
        } else {
            addText(message.putArray("content"), text);
        }
    }

    /** The history with a cache mark on its newest block, which the next request has no more. */
    private String request() {
        ArrayNode marked = messages.deepCopy();
        if (marked.get(marked.size() - 1).path("content") instanceof ArrayNode content
                && content.get(content.size() - 1) instanceof ObjectNode block) {
            block.putObject("cache_control").put("type", "ephemeral");
        }
        return "{\"model\":\"m\", \"system\":\"S\",\"messages\":" + marked + " ,\"max_tokens\":5}";
    }

    private String text(int words) {
        var text = new StringBuilder("w" + random.nextInt(1_000));
        int count = 1 + random.nextInt(2 * words);
        for (int i = 0; i < count; i++) {
            text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    /** The bytes of a request. */
    static byte[] bytes(String request) {
        return request.getBytes(StandardCharsets.UTF_8);
    }
}
