package io.plimsoll.gateway.surface;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.HistoryMessage.Facts;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code /v1/chat/completions}. A message is parsed the first time its bytes are seen; on later turns, when the client
 * sends its history again, the facts are found by the hash of the bytes. Thread-safe.
 */
public final class ChatSurface implements Surface {

    private static final long MAX_REMEMBERED_MESSAGES = 100_000;
    private static final long MAX_REMEMBERED_HEADS = 2_000;

    private final Cache<MessageKey, Facts> messages =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED_MESSAGES).build();
    private final Cache<MessageKey, Head> heads =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED_HEADS).build();

    /** Facts are remembered by tenant: the hash is not cryptographic, so no tenant may vouch for another's bytes. */
    private record MessageKey(String tenant, ChainHash raw) {}

    /** The canonical hash and the text of what comes before the conversation. */
    private record Head(ChainHash canonical, String systemText, List<String> toolDefinitions) {}

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
        var outline = RequestOutline.of(body, "messages");
        String model = outline.model();
        List<ByteRange> elements = outline.history();
        if (elements == null) {
            throw new MalformedRequestException("messages: missing (expected: an array of messages)", "messages");
        }
        if (elements.isEmpty()) {
            throw new MalformedRequestException("messages: [] (expected: at least one message)", "messages");
        }
        return new SurfaceRequest(
                model,
                outline.stream(),
                outline.maxOutputTokens(),
                outline.hints(),
                outline.usageSlot(),
                history(body, tenant, elements, outline.tools()));
    }

    private History history(byte[] body, String tenant, List<ByteRange> elements, @Nullable ByteRange tools)
            throws MalformedRequestException {
        var facts = new ArrayList<Facts>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            facts.add(facts(body, tenant, elements.get(i), i));
        }
        boolean systemFirst = facts.getFirst().role() == PromptRole.SYSTEM;
        int first = systemFirst ? 1 : 0;
        Head head = head(body, tenant, systemFirst ? elements.getFirst() : null, tools);
        var history = new ArrayList<HistoryMessage>(elements.size() - first);
        var chain = new ArrayList<ChainHash>(elements.size() - first);
        ChainHash hash = ChainHash.root(tenant, head.canonical());
        for (int i = first; i < elements.size(); i++) {
            hash = hash.then(facts.get(i).canonical());
            chain.add(hash);
            history.add(new HistoryMessage(elements.get(i), facts.get(i)));
        }
        var conversation = new Conversation(
                body,
                head.canonical(),
                history,
                chain,
                index -> List.of(
                        ChatMessage.parse(body, history.get(index).range()).prompt()));
        return new History(
                conversation, head.systemText(), head.toolDefinitions(), ChatWriter::messages, ChatWriter::recall);
    }

    private Facts facts(byte[] body, String tenant, ByteRange range, int index) throws MalformedRequestException {
        ChainHash raw = ChainHash.of(body, range.start(), range.length());
        var key = new MessageKey(tenant, raw);
        Facts known = messages.getIfPresent(key);
        if (known != null) {
            return known;
        }
        ChatMessage message = ChatMessage.parse(body, range);
        if (message.role().isEmpty()) {
            String role = message.node().path("role").toString();
            throw new MalformedRequestException(
                    "messages[" + index + "].role: " + (role.isEmpty() ? "missing" : role)
                            + " (expected: system, developer, user, assistant or tool)",
                    "messages[" + index + "].role");
        }
        Facts facts = message.facts(raw, body, range);
        messages.put(key, facts);
        return facts;
    }

    private Head head(byte[] body, String tenant, @Nullable ByteRange system, @Nullable ByteRange tools) {
        ChainHash raw = rawHash(body, system).then(rawHash(body, tools));
        return heads.get(new MessageKey(tenant, raw), key -> {
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
        });
    }

    private static ChainHash rawHash(byte[] body, @Nullable ByteRange range) {
        return range == null ? ChainHash.of(body, 0, 0) : ChainHash.of(body, range.start(), range.length());
    }
}
