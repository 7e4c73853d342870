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

/** A chat request as the backend got it, read without any of the gateway's own readers. */
record SentPrompt(JsonNode body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final PromptCounter COUNTER = PromptCounters.load("cl100k_base", Path.of(""));

    static SentPrompt of(FakeBackend.Exchange exchange) {
        return of(new String(exchange.receivedBody().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    static SentPrompt of(String body) {
        return new SentPrompt(JSON.readTree(body));
    }

    /** The messages, each as JSON. */
    List<String> elements() {
        return messages().stream().map(JsonNode::toString).toList();
    }

    /** All text of the messages. */
    String text() {
        return String.join("\n", elements());
    }

    /** The text of the newest message. */
    String newestText() {
        return messages().getLast().path("content").asString();
    }

    /** Tokens by the tokenizer that the tests' policy files name. */
    int tokens() {
        List<JsonNode> messages = messages();
        boolean system = messages.getFirst().path("role").asString().equals("system");
        int tokens = COUNTER.generationPrompt()
                + COUNTER.head(system ? messages.getFirst().path("content").asString() : "", List.of());
        for (JsonNode message : messages.subList(system ? 1 : 0, messages.size())) {
            tokens += COUNTER.message(prompt(message));
        }
        return tokens;
    }

    /** Every call is answered at once, no result lacks its call, and no two messages of user or assistant meet. */
    void assertLegal() {
        Set<String> open = new HashSet<>();
        String before = "";
        for (JsonNode message : messages()) {
            String role = message.path("role").asString();
            if (role.equals("tool")) {
                assertThat(open.remove(message.path("tool_call_id").asString()))
                        .as("call of %s in %s", message, text())
                        .isTrue();
            } else {
                assertThat(open).as("calls without results before %s", message).isEmpty();
                assertThat(role).as("role behind %s in %s", before, text()).isNotEqualTo(before);
            }
            message.path("tool_calls").forEach(call -> open.add(call.path("id").asString()));
            before = role;
        }
        assertThat(open).as("calls without results at the end").isEmpty();
    }

    private List<JsonNode> messages() {
        return StreamSupport.stream(body.path("messages").spliterator(), false).toList();
    }

    private static PromptMessage prompt(JsonNode message) {
        List<PromptCall> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            calls.add(new PromptCall(
                    call.path("id").asString(),
                    function.path("name").asString(),
                    function.path("arguments").asString()));
        }
        return new PromptMessage(
                PromptRole.valueOf(message.path("role").asString().toUpperCase(Locale.ROOT)),
                message.path("content").asString(""),
                "",
                calls,
                message.path("tool_call_id").asString(""),
                0);
    }
}
