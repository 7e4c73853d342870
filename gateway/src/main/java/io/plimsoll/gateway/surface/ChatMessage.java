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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** One message of a chat request: its facts, its text, and the place for recalled text. */
final class ChatMessage {

    private final JsonNode node;

    private ChatMessage(JsonNode node) {
        this.node = node;
    }

    static ChatMessage parse(byte[] body, ByteRange range) {
        return new ChatMessage(Json.MAPPER.readTree(body, range.start(), range.length()));
    }

    /** The role as templates know it; empty when the message has none that is known. */
    Optional<PromptRole> role() {
        return switch (node.path("role").asString("")) {
            case "system", "developer" -> Optional.of(PromptRole.SYSTEM);
            case "user" -> Optional.of(PromptRole.USER);
            case "assistant" -> Optional.of(PromptRole.ASSISTANT);
            case "tool", "function" -> Optional.of(PromptRole.TOOL);
            default -> Optional.empty();
        };
    }

    Facts facts(ChainHash raw, byte[] body, ByteRange range) {
        PromptMessage prompt = prompt();
        PromptRole role = prompt.role();
        return new Facts(
                role,
                raw,
                CanonicalHash.of(node),
                ChatSegments.of(body, range, role),
                prompt.calls().stream().map(PromptCall::id).toList(),
                role == PromptRole.TOOL ? List.of(prompt.resultOf()) : List.of(),
                !prompt.text().isBlank(),
                !prompt.reasoning().isEmpty());
    }

    /** The message as the chat template sees it. */
    PromptMessage prompt() {
        JsonNode content = node.path("content");
        return new PromptMessage(
                role().orElse(PromptRole.USER), text(content), reasoning(), calls(), resultOf(), images(content));
    }

    JsonNode node() {
        return node;
    }

    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asString("");
        }
        var text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asString(""));
        }
        return text.toString();
    }

    private String reasoning() {
        String reasoning = node.path("reasoning_content").asString("");
        return reasoning.isEmpty() ? node.path("reasoning").asString("") : reasoning;
    }

    private List<PromptCall> calls() {
        var calls = new ArrayList<PromptCall>();
        for (JsonNode call : node.path("tool_calls")) {
            JsonNode function = call.has("function") ? call.path("function") : call.path("custom");
            JsonNode arguments = function.has("arguments") ? function.path("arguments") : function.path("input");
            calls.add(new PromptCall(
                    call.path("id").asString(""),
                    function.path("name").asString(""),
                    arguments.isString() ? arguments.asString() : arguments.toString()));
        }
        JsonNode legacy = node.path("function_call");
        if (legacy.isObject()) {
            String name = legacy.path("name").asString("");
            calls.add(new PromptCall(
                    legacyId(name), name, legacy.path("arguments").asString("")));
        }
        return calls;
    }

    private String resultOf() {
        return switch (node.path("role").asString("")) {
            case "tool" -> node.path("tool_call_id").asString("");
            case "function" -> legacyId(node.path("name").asString(""));
            default -> "";
        };
    }

    /** Function messages of the old form name their function and have no id. */
    private static String legacyId(String functionName) {
        return "function:" + functionName;
    }

    private static int images(JsonNode content) {
        int images = 0;
        for (JsonNode part : content) {
            if (part.has("image_url") || part.path("type").asString("").endsWith("image")) {
                images++;
            }
        }
        return images;
    }

    /** Byte ranges of a chat message's content blocks, found in a streaming pass over the message alone. */
    private static final class ChatSegments {

        private final List<Segment> segments = new ArrayList<>();
        private final SegmentKind textKind;

        private ChatSegments(SegmentKind textKind) {
            this.textKind = textKind;
        }

        static List<Segment> of(byte[] body, ByteRange range, PromptRole role) {
            var found = new ChatSegments(
                    switch (role) {
                        case SYSTEM -> SegmentKind.SYSTEM;
                        case USER -> SegmentKind.USER_TEXT;
                        case ASSISTANT -> SegmentKind.ASSISTANT_TEXT;
                        case TOOL -> SegmentKind.TOOL_RESULT;
                    });
            try (JsonParser parser = Json.MAPPER.createParser(body, range.start(), range.length())) {
                found.scan(parser);
            }
            return found.segments;
        }

        private void scan(JsonParser parser) {
            parser.nextToken();
            String resultOf = "";
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "content" -> content(parser, value);
                    case "reasoning_content", "reasoning" -> add(SegmentKind.REASONING, parser, "", "");
                    case "tool_calls" -> calls(parser, value);
                    case "tool_call_id" -> resultOf = value == JsonToken.VALUE_STRING ? parser.getString() : "";
                    default -> parser.skipChildren();
                }
            }
            if (!resultOf.isEmpty()) {
                String id = resultOf;
                segments.replaceAll(s -> new Segment(s.kind(), s.range(), id, s.toolName()));
            }
        }

        private void content(JsonParser parser, JsonToken value) {
            if (value != JsonToken.START_ARRAY) {
                if (value != JsonToken.VALUE_NULL) {
                    add(textKind, parser, "", "");
                }
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int start = offset(parser.currentTokenLocation().getByteOffset());
                String type = fieldOf(parser, "type");
                SegmentKind kind = type == null || type.endsWith("text")
                        ? textKind
                        : type.contains("image") ? SegmentKind.IMAGE : SegmentKind.OTHER;
                segments.add(new Segment(kind, new ByteRange(start, end(parser)), "", ""));
            }
        }

        private void calls(JsonParser parser, JsonToken value) {
            if (value != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int start = offset(parser.currentTokenLocation().getByteOffset());
                String id = fieldOf(parser, "id");
                segments.add(new Segment(
                        SegmentKind.TOOL_CALL, new ByteRange(start, end(parser)), id == null ? "" : id, ""));
            }
        }

        /** Skips the value at hand and gives one string field of it, when it is an object. */
        private static @Nullable String fieldOf(JsonParser parser, String wanted) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return null;
            }
            String found = null;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean match = parser.currentName().equals(wanted);
                JsonToken value = parser.nextToken();
                if (match && value == JsonToken.VALUE_STRING) {
                    found = parser.getString();
                } else {
                    parser.skipChildren();
                }
            }
            return found;
        }

        private void add(SegmentKind kind, JsonParser parser, String callId, String toolName) {
            int start = offset(parser.currentTokenLocation().getByteOffset());
            parser.skipChildren();
            parser.finishToken();
            segments.add(new Segment(kind, new ByteRange(start, end(parser)), callId, toolName));
        }

        private static int end(JsonParser parser) {
            return offset(parser.currentLocation().getByteOffset());
        }

        private static int offset(long bytes) {
            return Math.toIntExact(bytes);
        }
    }
}
