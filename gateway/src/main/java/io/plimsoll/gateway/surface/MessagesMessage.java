package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.HistoryMessage.Facts;
import io.plimsoll.compression.Segment;
import io.plimsoll.compression.SegmentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * One message of {@code /v1/messages}. A user's message may answer tools and say something as well; templates see each
 * answer as a message of its own, before what is said.
 */
final class MessagesMessage {

    private final JsonNode node;
    private final JsonNode content;
    private final List<JsonNode> blocks;

    private MessagesMessage(JsonNode node) {
        this.node = node;
        this.content = node.path("content");
        this.blocks = content.isArray()
                ? StreamSupport.stream(content.spliterator(), false).toList()
                : List.of();
    }

    static MessagesMessage parse(byte[] body, ByteRange range) {
        return new MessagesMessage(Json.MAPPER.readTree(body, range.start(), range.length()));
    }

    /** The text of content that is a string or blocks, blocks joined. */
    static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asString("");
        }
        var text = new StringBuilder();
        for (JsonNode block : content) {
            text.append(block.path("text").asString(""));
        }
        return text.toString();
    }

    /**
     * Refuses what no engine could read: another role, content that is neither text nor blocks.
     *
     * @param place where the message stands, for the error
     */
    void require(String place) throws MalformedRequestException {
        JsonNode role = node.path("role");
        switch (role.asString("")) {
            case "system", "user", "assistant" -> {
                // known
            }
            default ->
                throw malformed(
                        place + ".role", role.isString() ? role.toString() : shown(role), "user, assistant or system");
        }
        if (!content.isString() && !content.isArray()) {
            throw malformed(place + ".content", shown(content), "a string or an array of blocks");
        }
        for (int i = 0; i < blocks.size(); i++) {
            if (!blocks.get(i).isObject()) {
                throw malformed(place + ".content[" + i + "]", shown(blocks.get(i)), "an object");
            }
        }
    }

    Facts facts(ChainHash raw, byte[] body, ByteRange range) {
        List<PromptMessage> prompts = prompts();
        PromptRole role = role();
        return new Facts(
                role,
                raw,
                CanonicalHash.of(node),
                segments(body, range),
                prompts.stream()
                        .flatMap(p -> p.calls().stream())
                        .map(PromptCall::id)
                        .toList(),
                prompts.stream()
                        .filter(p -> p.role() == PromptRole.TOOL)
                        .map(PromptMessage::resultOf)
                        .toList(),
                prompts.stream().anyMatch(p -> p.role() == role && !p.text().isBlank()),
                blocks.stream().anyMatch(block -> kind(block) == SegmentKind.REASONING));
    }

    /** The message as chat templates see it: each result, then what is said. */
    List<PromptMessage> prompts() {
        List<PromptMessage> prompts = new ArrayList<>();
        for (JsonNode block : blocks) {
            if (isResult(block)) {
                JsonNode result = block.path("content");
                prompts.add(new PromptMessage(
                        PromptRole.TOOL,
                        text(result),
                        "",
                        List.of(),
                        block.path("tool_use_id").asString(""),
                        images(result)));
            }
        }
        boolean says = blocks.stream().anyMatch(block -> !isResult(block) && !isEmptyText(block));
        if (prompts.isEmpty() || says) {
            prompts.add(new PromptMessage(speaker(), text(content), reasoning(), calls(), "", images(content)));
        }
        return prompts;
    }

    /** Who speaks. A user's message is the tools' when nothing in it is the user's own. */
    private PromptRole role() {
        boolean answers = blocks.stream().anyMatch(MessagesMessage::isResult);
        boolean toolsAlone = answers
                && blocks.stream().allMatch(block -> isResult(block) || isEmptyText(block) || isReminder(block));
        PromptRole speaker = speaker();
        return speaker == PromptRole.USER && toolsAlone ? PromptRole.TOOL : speaker;
    }

    private PromptRole speaker() {
        return switch (node.path("role").asString("")) {
            case "system" -> PromptRole.SYSTEM;
            case "assistant" -> PromptRole.ASSISTANT;
            default -> PromptRole.USER;
        };
    }

    private String reasoning() {
        var reasoning = new StringBuilder();
        blocks.forEach(block -> reasoning.append(block.path("thinking").asString("")));
        return reasoning.toString();
    }

    private List<PromptCall> calls() {
        return blocks.stream()
                .filter(block -> kind(block) == SegmentKind.TOOL_CALL)
                .map(block -> new PromptCall(
                        block.path("id").asString(""),
                        block.path("name").asString(""),
                        block.path("input").toString()))
                .toList();
    }

    private static int images(JsonNode content) {
        int images = 0;
        for (JsonNode block : content) {
            images += kind(block) == SegmentKind.IMAGE ? 1 : 0;
        }
        return images;
    }

    private static boolean isResult(JsonNode block) {
        return kind(block) == SegmentKind.TOOL_RESULT;
    }

    private static boolean isEmptyText(JsonNode block) {
        return block.path("type").asString("").equals("text")
                && block.path("text").asString("").isEmpty();
    }

    /** Claude Code puts notes of its own beside results, in tags: they are not what the user asks for. */
    private static boolean isReminder(JsonNode block) {
        String text = block.path("text").asString("").strip();
        return text.startsWith("<system-reminder>") && text.endsWith("</system-reminder>");
    }

    /** What a block is; text is told apart by its speaker, so it is the user's here. */
    private static SegmentKind kind(JsonNode block) {
        return switch (block.path("type").asString("")) {
            case "text" -> SegmentKind.USER_TEXT;
            case "thinking", "redacted_thinking" -> SegmentKind.REASONING;
            case "tool_use" -> SegmentKind.TOOL_CALL;
            case "tool_result" -> SegmentKind.TOOL_RESULT;
            case "image" -> SegmentKind.IMAGE;
            default -> SegmentKind.OTHER;
        };
    }

    private List<Segment> segments(byte[] body, ByteRange range) {
        SegmentKind textKind = switch (speaker()) {
            case SYSTEM -> SegmentKind.SYSTEM;
            case ASSISTANT -> SegmentKind.ASSISTANT_TEXT;
            case USER, TOOL -> SegmentKind.USER_TEXT;
        };
        List<ByteRange> ranges = contentRanges(body, range);
        if (content.isString()) {
            return List.of(new Segment(textKind, ranges.getFirst(), "", ""));
        }
        List<Segment> segments = new ArrayList<>(blocks.size());
        for (int i = 0; i < blocks.size(); i++) {
            JsonNode block = blocks.get(i);
            SegmentKind kind = kind(block);
            segments.add(
                    switch (kind) {
                        case USER_TEXT -> new Segment(textKind, ranges.get(i), "", "");
                        case TOOL_CALL ->
                            new Segment(
                                    kind,
                                    ranges.get(i),
                                    block.path("id").asString(""),
                                    block.path("name").asString(""));
                        case TOOL_RESULT ->
                            new Segment(
                                    kind,
                                    ranges.get(i),
                                    block.path("tool_use_id").asString(""),
                                    "");
                        case SYSTEM, TOOLS, ASSISTANT_TEXT, REASONING, IMAGE, OTHER ->
                            new Segment(kind, ranges.get(i), "", "");
                    });
        }
        return segments;
    }

    /** Where the content stands, from the start of the message: the string, or each block. */
    static List<ByteRange> contentRanges(byte[] body, ByteRange message) {
        List<ByteRange> ranges = new ArrayList<>();
        try (JsonParser parser = Json.MAPPER.createParser(body, message.start(), message.length())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean content = parser.currentName().equals("content");
                JsonToken value = parser.nextToken();
                if (!content) {
                    parser.skipChildren();
                    continue;
                }
                ranges.clear(); // of duplicate keys the last one counts
                if (value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        ranges.add(RequestOutline.whole(parser));
                    }
                } else {
                    ranges.add(RequestOutline.whole(parser));
                }
            }
        }
        return ranges;
    }

    private static MalformedRequestException malformed(String place, String value, String rule) {
        return new MalformedRequestException(place + ": " + value + " (expected: " + rule + ")", place);
    }

    private static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING -> "missing";
            case NULL -> "null";
            case OBJECT, POJO -> "an object";
            case ARRAY -> "an array";
            case STRING, BINARY -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
        };
    }
}
