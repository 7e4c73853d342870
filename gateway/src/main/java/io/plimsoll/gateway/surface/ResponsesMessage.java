package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.HistoryMessage.Facts;
import io.plimsoll.compression.Segment;
import io.plimsoll.gateway.surface.Histories.Element;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * A message in a Responses input: all that the model made in one turn (thoughts, text and calls, which are items of their
 * own), or any one other item. So a turn counts as templates write it, as one message, and thoughts never leave what follows
 * them.
 */
record ResponsesMessage(List<ResponsesItem> items) {

    ResponsesMessage {
        items = List.copyOf(items);
    }

    /**
     * Groups items into messages.
     *
     * @param items bytes of each item, in order
     */
    static List<Element> group(byte[] body, List<ByteRange> items) throws MalformedRequestException {
        var messages = new ArrayList<Element>(items.size());
        boolean turnIsOpen = false;
        boolean spoken = false;
        for (int i = 0; i < items.size(); i++) {
            String place = "input[" + i + "]";
            ByteRange range = items.get(i);
            ItemKind kind = ItemKind.of(body, range, place);
            boolean models = kind.role() == PromptRole.ASSISTANT;
            boolean nextTurn = kind == ItemKind.REASONING && spoken;
            if (turnIsOpen && models && !nextTurn) {
                Element turn = messages.removeLast();
                messages.add(new Element(new ByteRange(turn.range().start(), range.end()), turn.place()));
            } else {
                messages.add(new Element(range, place));
                spoken = false;
            }
            turnIsOpen = models;
            spoken |= kind.speaks();
        }
        return messages;
    }

    /** The items in {@code range}, which have commas between them. */
    static ResponsesMessage parse(byte[] body, ByteRange range) {
        byte[] array = ByteBuffer.allocate(range.length() + 2)
                .put((byte) '[')
                .put(body, range.start(), range.length())
                .put((byte) ']')
                .array();
        var items = new ArrayList<ResponsesItem>();
        try (JsonParser parser = Json.MAPPER.createParser(array)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset()) - 1;
                JsonNode node = parser.readValueAsTree();
                int end = Math.toIntExact(parser.currentLocation().getByteOffset()) - 1;
                items.add(ResponsesItem.of(node, new ByteRange(start, end)));
            }
        }
        return new ResponsesMessage(items);
    }

    Facts facts(ChainHash raw) {
        PromptMessage prompt = prompt();
        return new Facts(
                prompt.role(),
                raw,
                CanonicalHash.of(items.stream().map(ResponsesItem::canonical).toArray(JsonNode[]::new)),
                items.stream().map(ResponsesMessage::segment).toList(),
                ids(ItemKind.CALL),
                ids(ItemKind.OUTPUT),
                !prompt.text().isBlank(),
                items.stream().anyMatch(item -> item.kind() == ItemKind.REASONING));
    }

    /** The message as the chat template sees it. */
    PromptMessage prompt() {
        PromptRole role = items.getFirst().kind().role();
        return new PromptMessage(
                role,
                items.stream().map(ResponsesItem::text).collect(Collectors.joining()),
                items.stream().map(ResponsesItem::reasoning).collect(Collectors.joining()),
                calls(),
                role == PromptRole.TOOL ? items.getFirst().callId() : "",
                items.stream().mapToInt(ResponsesItem::images).sum());
    }

    private List<PromptCall> calls() {
        return items.stream()
                .filter(item -> item.kind() == ItemKind.CALL
                        || (item.kind() == ItemKind.OTHER && !item.type().equals("item_reference")))
                .map(ResponsesItem::call)
                .toList();
    }

    private List<String> ids(ItemKind kind) {
        return items.stream()
                .filter(item -> item.kind() == kind)
                .map(ResponsesItem::callId)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static Segment segment(ResponsesItem item) {
        String tool = item.kind() == ItemKind.CALL ? item.call().name() : "";
        return new Segment(item.kind().segment(), item.range(), item.callId(), tool);
    }
}
