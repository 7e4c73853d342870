package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.BlockWriter;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.ClearingWriter;
import io.plimsoll.compression.HistoryMessage.Facts;
import io.plimsoll.gateway.surface.Histories.Element;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /v1/chat/completions}. Thread-safe. */
public final class ChatSurface implements Surface {

    private static final RequestOutline.Layout LAYOUT = new RequestOutline.Layout("messages", null);

    private final Histories histories = new Histories(new Dialect());

    @Override
    public String operation() {
        return "chat";
    }

    @Override
    public ErrorDialect errors() {
        return ErrorDialect.OPENAI;
    }

    @Override
    public SurfaceRequest read(byte[] body, String tenant) throws MalformedRequestException {
        var outline = RequestOutline.of(body, LAYOUT);
        String model = outline.model();
        List<ByteRange> elements = outline.requiredHistory();
        return new SurfaceRequest(
                model,
                outline.stream(),
                outline.maxOutputTokens(),
                outline.hints(),
                outline.usageSlot(),
                List.of(),
                history(body, tenant, elements, outline.tools()));
    }

    /** A leading system message is the head's. */
    private History history(byte[] body, String tenant, List<ByteRange> ranges, @Nullable ByteRange tools)
            throws MalformedRequestException {
        var elements = new ArrayList<Element>(ranges.size());
        for (int i = 0; i < ranges.size(); i++) {
            elements.add(new Element(ranges.get(i), "messages[" + i + "]"));
        }
        Element first = elements.getFirst();
        boolean systemFirst = histories.facts(body, tenant, first).role() == PromptRole.SYSTEM;
        return histories.read(
                body,
                tenant,
                systemFirst ? first.range() : null,
                tools,
                systemFirst ? elements.subList(1, elements.size()) : elements);
    }

    /** Chat messages. */
    private static final class Dialect implements HistoryDialect {

        private static final ClearingWriter RESULTS = new ResultText(
                "content",
                ResultText.Place.MESSAGE,
                message -> List.of(ChatMessage.parse(message, new ByteRange(0, message.length))
                        .prompt()));

        @Override
        public Facts facts(ChainHash raw, byte[] body, ByteRange range, String place) throws MalformedRequestException {
            ChatMessage message = ChatMessage.parse(body, range);
            if (message.role().isEmpty()) {
                String role = message.node().path("role").toString();
                throw new MalformedRequestException(
                        place + ".role: " + (role.isEmpty() ? "missing" : role)
                                + " (expected: system, developer, user, assistant or tool)",
                        place + ".role");
            }
            return message.facts(raw, body, range);
        }

        @Override
        public List<PromptMessage> prompts(byte[] body, ByteRange range) {
            return List.of(ChatMessage.parse(body, range).prompt());
        }

        @Override
        public Head head(byte[] body, @Nullable ByteRange system, @Nullable ByteRange tools) {
            JsonNode toolNodes = tools == null
                    ? Json.MAPPER.createArrayNode()
                    : Json.MAPPER.readTree(body, tools.start(), tools.length());
            ChatMessage message = system == null ? null : ChatMessage.parse(body, system);
            JsonNode systemNode = message == null ? Json.MAPPER.nullNode() : message.node();
            return new Head(
                    CanonicalHash.of(systemNode, toolNodes),
                    message == null ? "" : message.prompt().text(),
                    StreamSupport.stream(toolNodes.spliterator(), false)
                            .map(JsonNode::toString)
                            .toList());
        }

        @Override
        public BlockWriter blocks() {
            return ChatWriter::messages;
        }

        @Override
        public RecallWriter recalls() {
            return ChatWriter::recall;
        }

        @Override
        public ClearingWriter clearings() {
            return RESULTS;
        }
    }
}
