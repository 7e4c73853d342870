package io.plimsoll.gateway.translate;

import java.util.ArrayList;
import java.util.List;

/** The content of Anthropic's messages, block by block, in the words of chat completions. */
final class MessagesContent {

    private static final String BLOCKS = "text, image, document, tool_use, tool_result, thinking or redacted_thinking";
    /** Chat completions have no flag for it, and the model has to know. */
    private static final JsonText FAILED = JsonText.of("Error: ");

    private MessagesContent() {}

    /** The text of {@code system}, or of a {@code system} message: a string or blocks of text. */
    static JsonText systemText(JsonValue content) throws UntranslatableException {
        if (content.isString()) {
            return content.text();
        }
        List<JsonText> texts = new ArrayList<>();
        for (JsonValue element : content.elements()) {
            JsonFields block = element.fields();
            if (!block.type("text").equals("text")) {
                throw block.require("type").expected("text");
            }
            texts.add(block.require("text").text());
        }
        return JsonText.joined(texts, "\n\n");
    }

    /** Writes a user message: results of tools first, whatever their place, then everything else. */
    static void writeUser(JsonValue content, ChatRequest chat) throws UntranslatableException {
        if (content.isString()) {
            chat.user(List.of(new ContentPart.Text(content.text())));
            return;
        }
        List<ContentPart> seenByTools = new ArrayList<>();
        List<ContentPart> said = new ArrayList<>();
        boolean answersTools = false;
        for (JsonValue element : content.elements()) {
            JsonFields block = element.fields();
            if (block.type("text").equals("tool_result")) {
                answersTools = true;
                List<ContentPart> result = resultParts(block);
                JsonText text = ContentPart.textOf(result);
                chat.toolResult(
                        block.require("tool_use_id").text(), block.isTrue("is_error") ? FAILED.then(text) : text);
                // A tool message holds text only.
                seenByTools.addAll(ContentPart.imagesOf(result));
            } else {
                said.add(part(block));
            }
        }
        seenByTools.addAll(said);
        if (!seenByTools.isEmpty() || !answersTools) {
            chat.user(seenByTools);
        }
    }

    static AssistantTurn assistantTurn(JsonValue content) throws UntranslatableException {
        var turn = new AssistantTurn();
        if (content.isString()) {
            turn.addText(content.text());
            return turn;
        }
        for (JsonValue element : content.elements()) {
            JsonFields block = element.fields();
            switch (block.type("text")) {
                case "text" -> turn.addText(block.require("text").text());
                case "thinking" -> {
                    JsonValue signature = block.get("signature");
                    if (signature == null || signature.text().isEmpty()) {
                        turn.addReasoning(block.require("thinking").text());
                    }
                }
                case "redacted_thinking" -> {
                    // Only the model that made it can read it.
                }
                case "tool_use" ->
                    turn.addCall(new AssistantTurn.ToolCall(
                            block.require("id").text(),
                            block.require("name").text(),
                            JsonText.of(block.rawOr("input", "{}"))));
                default -> throw block.require("type").expected(BLOCKS);
            }
        }
        return turn;
    }

    private static List<ContentPart> resultParts(JsonFields result) throws UntranslatableException {
        JsonValue content = result.get("content");
        if (content == null) {
            return List.of();
        }
        if (content.isString()) {
            return List.of(new ContentPart.Text(content.text()));
        }
        List<ContentPart> parts = new ArrayList<>();
        for (JsonValue element : content.elements()) {
            JsonFields block = element.fields();
            // A tool that was found by searching for tools: all of them are in the request already.
            parts.add(
                    block.type("text").equals("tool_reference")
                            ? new ContentPart.Text(block.require("tool_name").text())
                            : part(block));
        }
        return parts;
    }

    private static ContentPart part(JsonFields block) throws UntranslatableException {
        return switch (block.type("text")) {
            case "text" -> new ContentPart.Text(block.require("text").text());
            case "image" -> image(block.require("source").fields());
            case "document" -> document(block);
            default -> throw block.require("type").expected(BLOCKS);
        };
    }

    private static ContentPart image(JsonFields source) throws UntranslatableException {
        JsonValue type = source.require("type");
        return switch (type.string()) {
            case "url" -> new ContentPart.Image(source.require("url").text(), null);
            case "base64" ->
                new ContentPart.Image(
                        JsonText.of("data:")
                                .then(source.require("media_type").text())
                                .then(JsonText.of(";base64,"))
                                .then(source.require("data").text()),
                        null);
            default -> throw type.expected("base64 or url");
        };
    }

    private static ContentPart document(JsonFields document) throws UntranslatableException {
        JsonFields source = document.require("source").fields();
        JsonValue type = source.require("type");
        List<JsonText> texts = new ArrayList<>();
        for (String about : List.of("title", "context")) {
            JsonValue text = document.get(about);
            if (text != null) {
                texts.add(text.text());
            }
        }
        texts.add(
                switch (type.string()) {
                    case "text" -> source.require("data").text();
                    case "content" -> systemText(source.require("content"));
                    default -> throw type.expected("text or content");
                });
        return new ContentPart.Text(JsonText.joined(texts, "\n"));
    }
}
