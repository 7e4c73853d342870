package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.SegmentKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What an item of a Responses input is, told by its type and, for a message, by its role. New types of items appear often, so
 * a name that ends like a call or its output is one, and any other is {@link #OTHER}: it is kept, and taken for the model's.
 */
enum ItemKind {
    USER(PromptRole.USER, SegmentKind.USER_TEXT),
    /** A developer's or system message. */
    NOTE(PromptRole.SYSTEM, SegmentKind.SYSTEM),
    ANSWER(PromptRole.ASSISTANT, SegmentKind.ASSISTANT_TEXT),
    REASONING(PromptRole.ASSISTANT, SegmentKind.REASONING),
    /** A call of the client's tools, or of a tool that the server ran by itself, which has no output item. */
    CALL(PromptRole.ASSISTANT, SegmentKind.TOOL_CALL),
    OUTPUT(PromptRole.TOOL, SegmentKind.TOOL_RESULT),
    /** The sealed rest of a history that was compacted: it stands where the user told of that history. */
    COMPACTION(PromptRole.USER, SegmentKind.OTHER),
    OTHER(PromptRole.ASSISTANT, SegmentKind.OTHER);

    private final PromptRole role;
    private final SegmentKind segment;

    ItemKind(PromptRole role, SegmentKind segment) {
        this.role = role;
        this.segment = segment;
    }

    PromptRole role() {
        return role;
    }

    SegmentKind segment() {
        return segment;
    }

    /** Whether it ends what a model may think about: reasoning behind it is another turn's. */
    boolean speaks() {
        return this == ANSWER || this == CALL;
    }

    /**
     * Reads the kind of an item.
     *
     * @param range the item's bytes in {@code body}
     * @param place its path in the request, for errors: {@code input[3]}
     */
    static ItemKind of(byte[] body, ByteRange range, String place) throws MalformedRequestException {
        String type = null;
        String role = null;
        try (JsonParser parser = Json.MAPPER.createParser(body, range.start(), range.length())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "type" -> type = string(parser, place + ".type");
                    case "role" -> role = string(parser, place + ".role");
                    default -> parser.skipChildren();
                }
            }
        }
        return of(type, role, place);
    }

    /** The kind of an item that was found well-formed before. */
    static ItemKind of(@Nullable String type, @Nullable String role) {
        try {
            return of(type, role, "");
        } catch (MalformedRequestException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static ItemKind of(@Nullable String type, @Nullable String role, String place)
            throws MalformedRequestException {
        if (type == null && role == null) {
            throw new MalformedRequestException(
                    place + ".type: missing (expected: the type of an item, or the role of a message)",
                    place + ".type");
        }
        return switch (type) {
            case null -> ofMessage(role, place);
            case "message" -> ofMessage(role, place);
            case "reasoning" -> REASONING;
            case "compaction", "compaction_summary" -> COMPACTION;
            case "mcp_approval_request" -> CALL;
            case "mcp_approval_response" -> OUTPUT;
            case String call when call.endsWith("_call") -> CALL;
            case String output when output.endsWith("_output") -> OUTPUT;
            default -> OTHER;
        };
    }

    private static ItemKind ofMessage(@Nullable String role, String place) throws MalformedRequestException {
        return switch (role) {
            case "user" -> USER;
            case "assistant" -> ANSWER;
            case "system", "developer" -> NOTE;
            case null, default ->
                throw new MalformedRequestException(
                        place + ".role: " + (role == null ? "missing" : Json.MAPPER.writeValueAsString(role))
                                + " (expected: user, assistant, system or developer)",
                        place + ".role");
        };
    }

    private static @Nullable String string(JsonParser parser, String place) throws MalformedRequestException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NULL -> null;
            default -> throw new MalformedRequestException(place + ": not a string (expected: a string)", place);
        };
    }
}
