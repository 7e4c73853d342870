package io.plimsoll.gateway.surface;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.HistoryMessage.Facts;
import io.plimsoll.gateway.surface.HistoryDialect.Head;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes histories of one dialect. A message is parsed the first time its bytes are seen; on later turns, when the client
 * sends its history again, the facts are found by the hash of the bytes. Thread-safe, bounded.
 */
final class Histories {

    private static final long MAX_REMEMBERED_MESSAGES = 100_000;
    private static final long MAX_REMEMBERED_HEADS = 2_000;

    private final HistoryDialect dialect;
    private final DialectPlacer placer;
    private final Cache<Key, Facts> messages =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED_MESSAGES).build();
    private final Cache<Key, Head> heads =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED_HEADS).build();

    /** Facts are remembered by tenant: the hash is not cryptographic, so no tenant may vouch for another's bytes. */
    private record Key(String tenant, ChainHash raw) {}

    /** Bytes of a message and where they stand: {@code messages[3]}. */
    record Element(ByteRange range, String place) {}

    Histories(HistoryDialect dialect) {
        this.dialect = dialect;
        placer = new DialectPlacer(dialect);
    }

    /** The facts of one message. */
    Facts facts(byte[] body, String tenant, Element element) throws MalformedRequestException {
        ByteRange range = element.range();
        ChainHash raw = ChainHash.of(body, range.start(), range.length());
        var key = new Key(tenant, raw);
        Facts known = messages.getIfPresent(key);
        if (known != null) {
            return known;
        }
        Facts facts = dialect.facts(raw, body, range, element.place());
        messages.put(key, facts);
        return facts;
    }

    /**
     * A history.
     *
     * @param system see {@link HistoryDialect#head}
     * @param tools see {@link HistoryDialect#head}
     * @param elements the messages behind the head, in order
     */
    History read(
            byte[] body, String tenant, @Nullable ByteRange system, @Nullable ByteRange tools, List<Element> elements)
            throws MalformedRequestException {
        Head head = head(body, tenant, system, tools);
        var history = new ArrayList<HistoryMessage>(elements.size());
        var chain = new ArrayList<ChainHash>(elements.size());
        ChainHash hash = ChainHash.root(tenant, head.canonical());
        for (Element element : elements) {
            Facts facts = facts(body, tenant, element);
            hash = hash.then(facts.canonical());
            chain.add(hash);
            history.add(new HistoryMessage(element.range(), facts));
        }
        var conversation = new Conversation(
                body,
                head.canonical(),
                history,
                chain,
                index -> dialect.prompts(body, history.get(index).range()),
                placer);
        return new History(
                conversation,
                head.systemText(),
                head.toolDefinitions(),
                dialect.blocks(),
                dialect.recalls(),
                dialect.clearings());
    }

    private Head head(byte[] body, String tenant, @Nullable ByteRange system, @Nullable ByteRange tools) {
        ChainHash raw = rawHash(body, system).then(rawHash(body, tools));
        return heads.get(new Key(tenant, raw), key -> dialect.head(body, system, tools));
    }

    private static ChainHash rawHash(byte[] body, @Nullable ByteRange range) {
        return range == null ? ChainHash.of(body, 0, 0) : ChainHash.of(body, range.start(), range.length());
    }
}
