package io.plimsoll.gateway.responses;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.compression.Splice;
import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.surface.Expansion;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The responses that clients may continue, ask for and delete, each with the items of its own request. Thread-safe, in memory,
 * by tenant: a response is gone after a restart, after a day in which nobody asked for it or continued it, or when newer ones
 * need its room; one that continued it cannot be continued then either.
 */
public final class ResponseStore implements Expansion {

    /** A heap of 1 GB, the usual quarter of a small machine, has this much to spare; thousands of coding sessions fit. */
    private static final long MOST_BYTES = 128L << 20;
    /** No single response may push out most others: a request with a few large images still fits. */
    private static final int MOST_BYTES_EACH = 32 << 20;
    /** Somebody who goes on in the morning with what was left in the evening finds it. */
    private static final Duration IDLE = Duration.ofHours(24);

    /** Read in about a tenth of a millisecond; a history that is put before it may be much longer. */
    private static final int QUICK_BYTES = 128 << 10;
    /** A few items for each response; an id weighs little. */
    private static final int MOST_ITEMS = 200_000;

    private final Cache<Key, StoredResponse> responses;
    /** The response whose output an item belongs to. */
    private final Cache<Key, String> items;

    private record Key(String tenant, String id) {}

    /** An empty store. */
    public ResponseStore(Ticker ticker) {
        this.responses = Caffeine.newBuilder()
                .maximumWeight(MOST_BYTES)
                .weigher((Key key, StoredResponse response) -> response.heldBytes())
                .expireAfterAccess(IDLE)
                .ticker(ticker)
                .build();
        this.items = Caffeine.newBuilder()
                .maximumSize(MOST_ITEMS)
                .expireAfterAccess(IDLE)
                .ticker(ticker)
                .build();
    }

    /** Whether {@link #expand} costs a pass over a short body and no more, so that it may run on an event loop. */
    @Override
    public boolean isQuick(byte[] body) {
        try {
            return body.length <= QUICK_BYTES
                    && ResponsesBody.read(body)
                            .map(request -> request.previousResponseId() == null)
                            .orElse(true);
        } catch (MalformedRequestException toBeTold) {
            return true;
        }
    }

    /**
     * The request with what only the gateway knows put into it: the items of the responses that it continues or refers to, and
     * those that a compaction stands for. Costs a pass over the body.
     *
     * @throws MalformedRequestException when it continues a response that is not here, holds a compaction that another server
     *     made, or asks for a background answer
     */
    @Override
    public Turn expand(String tenant, byte[] body) throws MalformedRequestException {
        Optional<ResponsesBody> read = ResponsesBody.read(body);
        if (read.isEmpty()) {
            return Turn.alone(body);
        }
        ResponsesBody request = read.get();
        refuseBackground(request);
        ResponsesBody whole = whole(tenant, request);
        String previous = request.previousResponseId();
        return new Turn(
                Compactions.expand(whole),
                request.store() ? new Turn.Kept(request.items(), previous) : null,
                previous,
                previous == null
                        ? null
                        : find(tenant, previous).map(StoredResponse::session).orElse(null),
                !whole.compactions().isEmpty());
    }

    /**
     * What listens to the answer of a turn and keeps the response that it ends with.
     *
     * @param session how the client names the turn's session, or null
     */
    public ResponseRecorder recorder(String tenant, Turn.Kept kept, @Nullable String session) {
        return new ResponseRecorder(document -> keep(tenant, kept, session, document));
    }

    Optional<StoredResponse> find(String tenant, String id) {
        return Optional.ofNullable(responses.getIfPresent(new Key(tenant, id)));
    }

    /** Forgets a response; false when there is none. */
    boolean delete(String tenant, String id) {
        return responses.asMap().remove(new Key(tenant, id)) != null;
    }

    /**
     * All items up to the input of {@code response}, oldest first, with commas between them; empty when an earlier response is
     * not here any more.
     */
    Optional<byte[]> input(String tenant, StoredResponse response) {
        var spans = new ArrayList<byte[]>();
        spans.add(response.input());
        Set<String> seen = new HashSet<>();
        String id = response.previous();
        while (id != null) {
            Optional<StoredResponse> earlier = find(tenant, id);
            // An engine that gives an id twice would make a chain that never ends.
            if (earlier.isEmpty() || !seen.add(id)) {
                return Optional.empty();
            }
            spans.addFirst(earlier.get().output());
            spans.addFirst(earlier.get().input());
            id = earlier.get().previous();
        }
        return Optional.of(ItemSpan.joined(spans));
    }

    /** The request with all items in it that are kept here; a reference to an item that is not stays, for the engine to judge. */
    ResponsesBody whole(String tenant, ResponsesBody request) throws MalformedRequestException {
        ResponsesBody continued = continued(tenant, request);
        List<Splice> items = new ArrayList<>();
        for (ResponsesBody.Reference reference : continued.references()) {
            item(tenant, reference.id()).ifPresent(item -> items.add(new Splice(reference.range(), item)));
        }
        return items.isEmpty() ? continued : ResponsesBody.reread(Splice.all(continued.bytes(), items));
    }

    private ResponsesBody continued(String tenant, ResponsesBody request) throws MalformedRequestException {
        String previous = request.previousResponseId();
        if (previous == null) {
            return request;
        }
        StoredResponse response = find(tenant, previous).orElseThrow(() -> notFound(previous, "it is not kept here"));
        byte[] input = input(tenant, response)
                .orElseThrow(() -> notFound(previous, "a response that it continues is not kept here any more"));
        return ResponsesBody.reread(request.continuing(ItemSpan.joined(List.of(input, response.output()))));
    }

    private Optional<byte[]> item(String tenant, String id) {
        return Optional.ofNullable(items.getIfPresent(new Key(tenant, id)))
                .flatMap(response -> find(tenant, response))
                .filter(response -> response.outline().items().containsKey(id))
                .map(response -> response.item(id));
    }

    private void keep(String tenant, Turn.Kept kept, @Nullable String session, byte[] document) {
        ResponseDocument.read(document)
                .map(read -> new StoredResponse(kept.previous(), session, kept.items(), document, read))
                .filter(response -> response.heldBytes() <= MOST_BYTES_EACH)
                .ifPresent(response -> {
                    responses.put(new Key(tenant, response.id()), response);
                    response.outline()
                            .items()
                            .keySet()
                            .forEach(item -> items.put(new Key(tenant, item), response.id()));
                });
    }

    private static void refuseBackground(ResponsesBody request) throws MalformedRequestException {
        if (request.background()) {
            throw new MalformedRequestException(
                    "background: true (expected: false or absent, as answers are only given while the client waits)",
                    "background");
        }
    }

    private static MalformedRequestException notFound(String id, String reason) {
        return new MalformedRequestException(
                ClientError.PREVIOUS_RESPONSE_NOT_FOUND,
                "Previous response with id '" + id + "' not found: " + reason,
                "previous_response_id");
    }
}
