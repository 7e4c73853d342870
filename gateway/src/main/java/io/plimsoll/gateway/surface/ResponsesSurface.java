package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.compression.BlockWriter;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.ClearingWriter;
import io.plimsoll.compression.HistoryMessage.Facts;
import io.plimsoll.gateway.surface.Histories.Element;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/responses}. Its history is a list of items, of which one turn of the model may make many: see {@link
 * ResponsesMessage}. A request without input (a stored prompt, say) has no history that can be read. Thread-safe.
 */
public final class ResponsesSurface implements Surface {

    private static final RequestOutline.Layout LAYOUT = new RequestOutline.Layout("input", "instructions");
    /** {@code ""}: no instructions. */
    private static final int EMPTY_STRING_BYTES = 2;

    private final Histories histories = new Histories(new Dialect());
    private final Expansion expansion;

    /** The dialect where no response is kept. */
    public ResponsesSurface() {
        this(Expansion.NONE);
    }

    /** @param expansion what requests go through before they are read */
    public ResponsesSurface(Expansion expansion) {
        this.expansion = expansion;
    }

    @Override
    public String operation() {
        return "responses";
    }

    @Override
    public String historyField() {
        return "input";
    }

    @Override
    public String outputLimitField() {
        return "max_output_tokens";
    }

    @Override
    public ErrorDialect errors() {
        return ErrorDialect.OPENAI;
    }

    @Override
    public Expansion expansion() {
        return expansion;
    }

    @Override
    public SurfaceRequest read(byte[] body, String tenant) throws MalformedRequestException {
        var outline = RequestOutline.of(body, LAYOUT);
        return new SurfaceRequest(
                outline.model(),
                outline.stream(),
                outline.maxOutputTokens(),
                outline.hints(),
                null,
                ContextEdits.readResponses(body, outline.contextManagement()),
                history(body, tenant, outline));
    }

    private @Nullable History history(byte[] body, String tenant, RequestOutline outline)
            throws MalformedRequestException {
        ByteRange text = outline.historyText();
        List<ByteRange> items = text == null ? outline.history() : List.of(text);
        if (items == null || items.isEmpty()) {
            return null;
        }
        List<Element> messages =
                text == null ? ResponsesMessage.group(body, items) : List.of(new Element(text, "input"));
        ByteRange instructions = outline.system();
        if (instructions != null && instructions.length() > EMPTY_STRING_BYTES) {
            return histories.read(body, tenant, instructions, outline.tools(), messages);
        }
        boolean noteFirst = text == null && ItemKind.of(body, items.getFirst(), "input[0]") == ItemKind.NOTE;
        return noteFirst
                ? histories.read(body, tenant, items.getFirst(), outline.tools(), messages.subList(1, messages.size()))
                : histories.read(body, tenant, null, outline.tools(), messages);
    }

    /** Items of a Responses input. */
    private static final class Dialect implements HistoryDialect {

        private static final ClearingWriter RESULTS = new ResultText(
                "output",
                ResultText.Place.MESSAGE,
                message -> List.of(ResponsesMessage.parse(message, new ByteRange(0, message.length))
                        .prompt()));

        @Override
        public Facts facts(ChainHash raw, byte[] body, ByteRange range, String place) {
            return ResponsesMessage.parse(body, range).facts(raw);
        }

        @Override
        public List<PromptMessage> prompts(byte[] body, ByteRange range) {
            return List.of(ResponsesMessage.parse(body, range).prompt());
        }

        /** {@code system} is the value of {@code instructions}, or a developer's or system message. */
        @Override
        public Head head(byte[] body, @Nullable ByteRange system, @Nullable ByteRange tools) {
            JsonNode systemNode = node(body, system);
            JsonNode toolNodes = node(body, tools);
            return new Head(
                    CanonicalHash.of(systemNode.isObject() ? item(systemNode).canonical() : systemNode, toolNodes),
                    systemText(systemNode),
                    StreamSupport.stream(toolNodes.spliterator(), false)
                            .map(Dialect::chatTool)
                            .toList());
        }

        private static JsonNode node(byte[] body, @Nullable ByteRange range) {
            return range == null ? Json.MAPPER.nullNode() : Json.MAPPER.readTree(body, range.start(), range.length());
        }

        private static ResponsesItem item(JsonNode node) {
            return ResponsesItem.of(node, new ByteRange(0, 0));
        }

        /** Instructions may be a text or, as engines echo them, a list of messages. */
        private static String systemText(JsonNode system) {
            if (system.isObject()) {
                return item(system).text();
            }
            return system.isArray()
                    ? StreamSupport.stream(system.spliterator(), false)
                            .map(message -> ResponsesItem.text(message.path("content")))
                            .collect(Collectors.joining("\n"))
                    : system.asString("");
        }

        /** A function with its fields one level deeper; tools of other types have no other spelling. */
        private static String chatTool(JsonNode tool) {
            if (!tool.path("type").asString("").equals("function") || tool.has("function")) {
                return tool.toString();
            }
            ObjectNode function = ((ObjectNode) tool).deepCopy();
            function.remove("type");
            return Json.MAPPER
                    .createObjectNode()
                    .put("type", "function")
                    .set("function", function)
                    .toString();
        }

        @Override
        public BlockWriter blocks() {
            return ResponsesWriter::items;
        }

        @Override
        public RecallWriter recalls() {
            return ResponsesWriter::recall;
        }

        @Override
        public ClearingWriter clearings() {
            return RESULTS;
        }
    }
}
