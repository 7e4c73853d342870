package io.plimsoll.gateway.replay;

import io.plimsoll.budget.tokens.PromptCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The log that a coding agent keeps of a session: JSON lines, of which those with a {@code message} make the history, its
 * content in blocks as Anthropic's Messages API has them. Results stand in messages of role {@code toolResult}, or as
 * {@code tool_result} blocks in the user's. Answers that were broken off before they said anything are left out, and so
 * are calls that were never answered: a client cannot send them on.
 */
final class AgentLogFormat implements RecordingFormat {

    @Override
    public Optional<List<Recording>> read(List<JsonNode> values) {
        List<JsonNode> lines = values.stream()
                .filter(line -> line.path("message").path("role").isString())
                .filter(line -> !line.path("isSidechain").asBoolean(false))
                .toList();
        if (lines.isEmpty()
                || values.stream().anyMatch(line -> !line.path("type").isString())) {
            return Optional.empty();
        }
        List<Message> messages = new ArrayList<>();
        lines.forEach(line -> add(messages, line.path("message")));
        Set<String> answered = messages.stream()
                .filter(message -> message.blocks.result() != null)
                .map(message -> String.valueOf(message.blocks.result()))
                .collect(Collectors.toCollection(HashSet::new));
        return Optional.of(List.of(new Recording(model(lines), List.of(), chat(messages, answered))));
    }

    private record Message(String role, Blocks blocks) {}

    /**
     * The content of a message.
     *
     * @param result the id of the call whose result this is, or null
     */
    private record Blocks(
            String text,
            String reasoning,
            List<PromptCall> calls,
            @Nullable String result) {

        static Blocks of(JsonNode content, @Nullable String result) {
            if (content.isString()) {
                return new Blocks(content.stringValue(), "", List.of(), result);
            }
            List<PromptCall> calls = content.valueStream()
                    .filter(block -> isOf(block, "toolCall", "tool_use"))
                    .map(block -> new PromptCall(
                            block.path("id").asString(""),
                            block.path("name").asString(""),
                            block.path(block.has("arguments") ? "arguments" : "input")
                                    .toString()))
                    .toList();
            return new Blocks(joined(content, "text"), joined(content, "thinking"), calls, result);
        }

        private static String joined(JsonNode content, String kind) {
            return content.valueStream()
                    .filter(block -> isOf(block, kind))
                    .map(block -> block.path(kind).asString(""))
                    .collect(Collectors.joining("\n"));
        }

        boolean isEmpty() {
            return text.isEmpty() && calls.isEmpty();
        }

        Blocks with(Blocks more) {
            String both =
                    Stream.of(text, more.text).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n"));
            return new Blocks(
                    both,
                    reasoning + more.reasoning,
                    Stream.concat(calls.stream(), more.calls.stream()).toList(),
                    null);
        }
    }

    private static void add(List<Message> messages, JsonNode message) {
        JsonNode content = message.path("content");
        String role = message.path("role").asString("");
        switch (role) {
            case "toolResult" ->
                messages.add(new Message(
                        "tool", Blocks.of(content, message.path("toolCallId").asString(""))));
            case "assistant" -> addAssistant(messages, Blocks.of(content, null));
            case "user", "system" -> {
                content.valueStream()
                        .filter(block -> isOf(block, "tool_result"))
                        .forEach(block -> messages.add(new Message(
                                "tool",
                                Blocks.of(
                                        block.path("content"),
                                        block.path("tool_use_id").asString("")))));
                Blocks own = Blocks.of(content, null);
                if (!own.isEmpty()) {
                    messages.add(new Message(role, own));
                }
            }
            default -> {
                // entries of the agent's own, such as notes and summaries of branches, that no model was sent
            }
        }
    }

    /** Some agents write a line for each block of an answer. */
    private static void addAssistant(List<Message> messages, Blocks blocks) {
        if (!messages.isEmpty() && messages.getLast().role.equals("assistant")) {
            messages.add(new Message("assistant", messages.removeLast().blocks.with(blocks)));
        } else if (!blocks.isEmpty() || !blocks.reasoning.isEmpty()) {
            messages.add(new Message("assistant", blocks));
        }
    }

    private static List<ObjectNode> chat(List<Message> messages, Set<String> answered) {
        List<ObjectNode> chat = new ArrayList<>();
        Set<String> called = new HashSet<>();
        for (Message message : messages) {
            Blocks blocks = message.blocks;
            if (message.role.equals("assistant")) {
                List<PromptCall> calls = blocks.calls.stream()
                        .filter(call -> answered.contains(call.id()) && called.add(call.id()))
                        .toList();
                if (!blocks.text.isEmpty() || !calls.isEmpty()) {
                    chat.add(ChatMessages.assistant(blocks.text, blocks.reasoning, calls));
                }
            } else if (blocks.result == null) {
                chat.add(ChatMessages.text(message.role, blocks.text));
            } else if (called.contains(blocks.result)) {
                chat.add(ChatMessages.result(blocks.result, blocks.text));
            }
        }
        return chat;
    }

    /** The model that gave most of the answers: sessions change theirs. */
    private static @Nullable String model(List<JsonNode> lines) {
        return lines.stream()
                .map(line -> line.path("message").path("model").asString(""))
                .filter(model -> !model.isEmpty())
                .collect(Collectors.groupingBy(model -> model, Collectors.counting()))
                .entrySet()
                .stream()
                .max(java.util.Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(java.util.Map.Entry.comparingByKey()))
                .map(java.util.Map.Entry::getKey)
                .orElse(null);
    }

    private static boolean isOf(JsonNode block, String... kinds) {
        return List.of(kinds).contains(block.path("type").asString(""));
    }
}
