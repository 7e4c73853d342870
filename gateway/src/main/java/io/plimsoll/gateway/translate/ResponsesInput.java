package io.plimsoll.gateway.translate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the items of a Responses request as chat messages, item by item. What an assistant thought, said and called between
 * two messages of others is one message. Not thread-safe; one per request.
 */
final class ResponsesInput {

    private static final String ITEMS =
            "message, reasoning, function_call, function_call_output, custom_tool_call or" + " custom_tool_call_output";
    private static final String PARTS = "input_text, output_text or input_image";

    private final ChatRequest chat;
    private final List<JsonText> head = new ArrayList<>();
    private final List<ContentPart> seenByTools = new ArrayList<>();
    private @Nullable AssistantTurn turn;
    private boolean begun;

    private ResponsesInput(ChatRequest chat) {
        this.chat = chat;
    }

    /** Writes {@code messages}. */
    static void write(JsonFields request, ChatRequest chat) throws UntranslatableException {
        chat.beginMessages();
        var input = new ResponsesInput(chat);
        JsonValue instructions = request.get("instructions");
        if (instructions != null) {
            input.head.add(instructions.text());
        }
        JsonValue items = request.require("input");
        if (items.isString()) {
            input.begin();
            chat.user(List.of(new ContentPart.Text(items.text())));
        } else {
            for (JsonValue item : items.elements()) {
                input.item(item.fields());
            }
            input.endTurns();
        }
        chat.endMessages();
    }

    private void item(JsonFields item) throws UntranslatableException {
        switch (item.type("message")) {
            case "message" -> message(item);
            case "reasoning" -> reasoning(item);
            case "function_call" -> call(item, item.require("arguments").text());
            case "custom_tool_call" -> call(item, ResponsesTools.customArguments(item.require("input")));
            case "function_call_output", "custom_tool_call_output" -> output(item);
            default -> throw item.require("type").expected(ITEMS);
        }
    }

    private void message(JsonFields message) throws UntranslatableException {
        JsonValue role = message.require("role");
        JsonValue content = message.require("content");
        switch (role.string()) {
            case "user" -> {
                endTurns();
                chat.user(parts(content));
            }
            case "assistant" -> turn().addText(text(content));
            case "system", "developer" -> {
                if (begun) {
                    endTurns();
                    chat.system(text(content));
                } else {
                    // Templates want one system message at most where the history begins.
                    head.add(text(content));
                }
            }
            default -> throw role.expected("user, assistant, system or developer");
        }
    }

    /** What is only there encrypted, nobody but the model that made it can read. */
    private void reasoning(JsonFields item) throws UntranslatableException {
        JsonValue content = item.get("content");
        boolean whole = content != null && !content.elements().isEmpty();
        JsonValue texts = whole ? content : item.get("summary");
        if (texts != null) {
            for (JsonValue text : texts.elements()) {
                turn().addReasoning(text.fields().require("text").text());
            }
        }
    }

    private void call(JsonFields call, JsonText arguments) throws UntranslatableException {
        turn().addCall(new AssistantTurn.ToolCall(
                call.require("call_id").text(), ResponsesTools.functionName(call), arguments));
    }

    private void output(JsonFields result) throws UntranslatableException {
        endTurn();
        List<ContentPart> parts = parts(result.require("output"));
        chat.toolResult(result.require("call_id").text(), ContentPart.textOf(parts));
        seenByTools.addAll(ContentPart.imagesOf(parts));
    }

    private AssistantTurn turn() {
        if (turn == null) {
            endTurns();
            turn = new AssistantTurn();
        }
        return turn;
    }

    private void endTurns() {
        endTurn();
        // A tool message holds text only, and nothing may stand between those of parallel calls.
        if (!seenByTools.isEmpty()) {
            chat.user(seenByTools);
            seenByTools.clear();
        }
    }

    private void endTurn() {
        begin();
        if (turn != null) {
            chat.assistant(turn);
            turn = null;
        }
    }

    private void begin() {
        if (!begun) {
            begun = true;
            JsonText system = JsonText.joined(head, "\n\n");
            if (!system.isEmpty()) {
                chat.system(system);
            }
        }
    }

    /** The content of a message that nobody but a user could put an image in. */
    private static JsonText text(JsonValue content) throws UntranslatableException {
        List<ContentPart> parts = parts(content);
        if (!ContentPart.imagesOf(parts).isEmpty()) {
            throw content.expected("text: chat completions know images of users only");
        }
        return ContentPart.textOf(parts);
    }

    private static List<ContentPart> parts(JsonValue content) throws UntranslatableException {
        if (content.isString()) {
            return List.of(new ContentPart.Text(content.text()));
        }
        List<ContentPart> parts = new ArrayList<>();
        for (JsonValue element : content.elements()) {
            parts.add(part(element.fields()));
        }
        return parts;
    }

    private static ContentPart part(JsonFields part) throws UntranslatableException {
        return switch (part.type("input_text")) {
            case "input_text", "output_text", "text" ->
                new ContentPart.Text(part.require("text").text());
            case "refusal" -> new ContentPart.Text(part.require("refusal").text());
            case "input_image" -> {
                JsonValue detail = part.get("detail");
                yield new ContentPart.Image(part.require("image_url").text(), detail == null ? null : detail.text());
            }
            default -> throw part.require("type").expected(PARTS);
        };
    }
}
