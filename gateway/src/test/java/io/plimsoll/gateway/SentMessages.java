package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptCounters;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.gateway.http.FakeBackend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request of {@code /v1/messages} as the backend got it, read without any of the gateway's own readers. */
public record SentMessages(JsonNode body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final PromptCounter COUNTER = PromptCounters.load("cl100k_base", Path.of(""));

    static SentMessages of(FakeBackend.Exchange exchange) {
        return of(new String(exchange.receivedBody().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    public static SentMessages of(String body) {
        return new SentMessages(JSON.readTree(body));
    }

    /** The messages, each as JSON. */
    public List<String> elements() {
        return messages().stream().map(JsonNode::toString).toList();
    }

    /** All text of the messages. */
    String text() {
        return String.join("\n", elements());
    }

    /** The blocks of the newest message. */
    List<JsonNode> newestBlocks() {
        return blocks(messages().getLast().path("content"));
    }

    /** Tokens by the tokenizer that the tests' policy files name: each result is a message of its own. */
    int tokens() {
        String system = blocks(body.path("system")).stream()
                .map(block -> block.path("text").asString())
                .reduce("", String::concat);
        List<String> tools = StreamSupport.stream(body.path("tools").spliterator(), false)
                .map(tool -> "{\"type\":\"function\",\"function\":{\"name\":" + tool.path("name") + ",\"description\":"
                        + tool.path("description") + ",\"parameters\":" + tool.path("input_schema") + "}}")
                .toList();
        int tokens = COUNTER.generationPrompt() + COUNTER.head(system, tools);
        for (JsonNode message : messages()) {
            tokens += prompts(message).stream().mapToInt(COUNTER::message).sum();
        }
        return tokens;
    }

    /**
     * The user speaks first; no two assistant messages meet; each call is answered in the very next message, results first;
     * nothing is answered that was not called; no message is empty.
     */
    public void assertLegal() {
        Set<String> open = Set.of();
        String before = "";
        for (JsonNode message : messages()) {
            String role = message.path("role").asString();
            if (role.equals("system")) {
                assertThat(open).as("calls without results before %s", message).isEmpty();
                continue;
            }
            assertThat(before.isEmpty() && role.equals("assistant"))
                    .as("assistant first in %s", text())
                    .isFalse();
            assertThat(role.equals("assistant") && before.equals("assistant"))
                    .as("assistants in a row before %s", message)
                    .isFalse();
            assertThat(results(message)).as("results in %s", message).isEqualTo(open);
            assertThat(says(message)).as("%s says something", message).isTrue();
            open = calls(message);
            before = role;
        }
        assertThat(open).as("calls without results at the end").isEmpty();
    }

    /** All thinking blocks, each as JSON. */
    public List<String> thoughts() {
        return messages().stream()
                .flatMap(message -> blocks(message.path("content")).stream())
                .filter(block -> block.path("type").asString().endsWith("thinking"))
                .map(JsonNode::toString)
                .toList();
    }

    private static Set<String> results(JsonNode message) {
        Set<String> results = new HashSet<>();
        boolean leading = true;
        for (JsonNode block : blocks(message.path("content"))) {
            boolean result = block.path("type").asString().equals("tool_result");
            assertThat(result && !leading)
                    .as("a result behind text in %s", message)
                    .isFalse();
            leading = result;
            if (result) {
                results.add(block.path("tool_use_id").asString());
            }
        }
        return results;
    }

    private static Set<String> calls(JsonNode message) {
        Set<String> calls = new HashSet<>();
        for (JsonNode block : blocks(message.path("content"))) {
            if (block.path("type").asString().equals("tool_use")) {
                calls.add(block.path("id").asString());
            }
        }
        return calls;
    }

    private static boolean says(JsonNode message) {
        return blocks(message.path("content")).stream()
                .anyMatch(block -> !block.path("type").asString().equals("text")
                        || !block.path("text").asString().isBlank());
    }

    private static List<JsonNode> blocks(JsonNode content) {
        if (content.isString()) {
            return List.of(JSON.createObjectNode().put("type", "text").put("text", content.asString()));
        }
        return StreamSupport.stream(content.spliterator(), false).toList();
    }

    private List<JsonNode> messages() {
        return StreamSupport.stream(body.path("messages").spliterator(), false).toList();
    }

    private static List<PromptMessage> prompts(JsonNode message) {
        List<PromptMessage> prompts = new ArrayList<>();
        List<PromptCall> calls = new ArrayList<>();
        var text = new StringBuilder();
        var reasoning = new StringBuilder();
        for (JsonNode block : blocks(message.path("content"))) {
            switch (block.path("type").asString()) {
                case "tool_result" ->
                    prompts.add(new PromptMessage(
                            PromptRole.TOOL,
                            block.path("content").asString(),
                            "",
                            List.of(),
                            block.path("tool_use_id").asString(),
                            0));
                case "tool_use" ->
                    calls.add(new PromptCall(
                            block.path("id").asString(),
                            block.path("name").asString(),
                            block.path("input").toString()));
                case "thinking" -> reasoning.append(block.path("thinking").asString());
                default -> text.append(block.path("text").asString());
            }
        }
        if (prompts.isEmpty() || !text.isEmpty()) {
            prompts.add(new PromptMessage(
                    PromptRole.valueOf(message.path("role").asString().toUpperCase(Locale.ROOT)),
                    text.toString(),
                    reasoning.toString(),
                    calls,
                    "",
                    0));
        }
        return prompts;
    }
}
