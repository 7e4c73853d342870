package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.compression.BlockWriter;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.ClearingWriter;
import io.plimsoll.compression.HistoryMessage.Facts;
import io.plimsoll.gateway.surface.Histories.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Anthropic's {@code /v1/messages}. The system text stands beside the history; a {@code system} message inside of it is a
 * message like others. What an engine may judge in another way than the next one (the order of blocks, signatures, missing
 * limits, results without calls) passes. Thread-safe.
 */
public final class MessagesSurface implements Surface {

    static final RequestOutline.Layout LAYOUT = new RequestOutline.Layout("messages", "system");

    private static final Expansion EXPANSION = new MessagesExpansion();

    private final Histories histories = new Histories(new Dialect());

    @Override
    public String operation() {
        return "messages";
    }

    @Override
    public ErrorDialect errors() {
        return ErrorDialect.ANTHROPIC;
    }

    @Override
    public Expansion expansion() {
        return EXPANSION;
    }

    @Override
    public SurfaceRequest read(byte[] body, String tenant) throws MalformedRequestException {
        var outline = RequestOutline.of(body, LAYOUT);
        String model = outline.model();
        List<ByteRange> ranges = outline.requiredHistory();
        var elements = new ArrayList<Element>(ranges.size());
        for (int i = 0; i < ranges.size(); i++) {
            elements.add(new Element(ranges.get(i), "messages[" + i + "]"));
        }
        return new SurfaceRequest(
                model,
                outline.stream(),
                outline.maxOutputTokens(),
                outline.hints(),
                null,
                ContextEdits.read(body, outline.contextManagement()),
                histories.read(body, tenant, outline.system(), outline.tools(), elements));
    }

    /** Anthropic messages. */
    private static final class Dialect implements HistoryDialect {

        private static final ClearingWriter CLEARING = new MessagesClearing();

        @Override
        public Facts facts(ChainHash raw, byte[] body, ByteRange range, String place) throws MalformedRequestException {
            var message = MessagesMessage.parse(body, range);
            message.require(place);
            return message.facts(raw, body, range);
        }

        @Override
        public List<PromptMessage> prompts(byte[] body, ByteRange range) {
            return MessagesMessage.parse(body, range).prompts();
        }

        @Override
        public Head head(byte[] body, @Nullable ByteRange system, @Nullable ByteRange tools) {
            JsonNode systemNode = node(body, system);
            JsonNode toolNodes = node(body, tools);
            // As the content of a message, for which a string and a lone block are the same.
            JsonNode spoken = Json.MAPPER.createObjectNode().set("content", systemNode);
            return new Head(
                    CanonicalHash.of(spoken, toolNodes),
                    MessagesMessage.text(systemNode),
                    StreamSupport.stream(toolNodes.spliterator(), false)
                            .map(Dialect::function)
                            .toList());
        }

        private static JsonNode node(byte[] body, @Nullable ByteRange range) {
            return range == null ? Json.MAPPER.nullNode() : Json.MAPPER.readTree(body, range.start(), range.length());
        }

        /** A tool as chat completions define it, which is how engines pass it to templates. */
        private static String function(JsonNode tool) {
            var function = Json.MAPPER.createObjectNode();
            function.put("name", tool.path("name").asString(""));
            if (tool.has("description")) {
                function.set("description", tool.path("description"));
            }
            JsonNode schema = tool.path("input_schema");
            function.set("parameters", schema.isMissingNode() ? Json.MAPPER.createObjectNode() : schema);
            return Json.MAPPER
                    .createObjectNode()
                    .put("type", "function")
                    .set("function", function)
                    .toString();
        }

        @Override
        public BlockWriter blocks() {
            return ChatWriter::messages; // a message of plain text is spelt the same
        }

        @Override
        public RecallWriter recalls() {
            return MessagesWriter::recall;
        }

        @Override
        public ClearingWriter clearings() {
            return CLEARING;
        }
    }
}
