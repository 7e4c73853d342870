package io.plimsoll.gateway.responses;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.responses.Compactor.Compacted;
import io.plimsoll.gateway.responses.ResponsesBody.Compaction;
import io.plimsoll.gateway.surface.Json;
import io.plimsoll.gateway.surface.MalformedRequestException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * {@code POST /v1/responses/compact}: the user's messages of a history, and one item that stands for all the rest of it. A
 * later request that holds the item is expanded by {@link ResponseStore#expand}. No engine is asked. Blocking, thread-safe.
 */
public final class CompactPage {

    /** The path of the page. */
    public static final String PATH = "/v1/responses/compact";

    /** For histories of user messages alone: an item that stands for nothing would be none. */
    private static final String NOTHING_LEFT_OUT =
            "[Note from the context gateway, not from the user: nothing but the messages above was said so far.]";

    private final ResponseStore store;
    private final Compactor compactor;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    /** @param ids makes the ids of what is answered */
    public CompactPage(ResponseStore store, Compactor compactor, InstantSource clock, Supplier<UUID> ids) {
        this.store = store;
        this.compactor = compactor;
        this.clock = clock;
        this.ids = ids;
    }

    /** The compacted history, or why there is none. */
    public ExchangePlan.Answer page(ClientRequest request, String tenant) {
        try {
            Source source = source(tenant, request.body());
            return answer(source.notes(), compactor.compact(withBody(request, source.body())));
        } catch (MalformedRequestException malformed) {
            return ResponsePages.error(malformed.error(), String.valueOf(malformed.getMessage()), malformed.param());
        }
    }

    /**
     * What is to be compacted.
     *
     * @param body the request without the items of earlier compactions
     * @param notes what those items stood for, which is carried on word for word
     */
    private record Source(byte[] body, List<String> notes) {}

    private Source source(String tenant, byte[] body) throws MalformedRequestException {
        Optional<ResponsesBody> read = ResponsesBody.read(body);
        if (read.isEmpty()) {
            return new Source(body, List.of());
        }
        ResponsesBody request = store.whole(tenant, read.get());
        if (request.items().length == 0) {
            throw new MalformedRequestException("input: missing (expected: the history to compact)", "input");
        }
        var notes = new ArrayList<String>();
        for (Compaction item : request.compactions()) {
            notes.addAll(Compactions.open(item));
        }
        return new Source(request.withoutCompactions(), notes);
    }

    private ExchangePlan.Answer answer(List<String> earlier, Compacted compacted) {
        var notes = new ArrayList<>(earlier);
        if (compacted.note() != null) {
            notes.add(compacted.note());
        }
        if (notes.isEmpty()) {
            notes.add(NOTHING_LEFT_OUT);
        }
        var body = Json.MAPPER
                .createObjectNode()
                .put("id", id("resp_"))
                .put("object", "response.compaction")
                .put("created_at", clock.instant().getEpochSecond());
        ArrayNode output = body.putArray("output");
        for (byte[] item : compacted.userItems()) {
            output.addRawValue(new RawValue(new String(message(item), StandardCharsets.UTF_8)));
        }
        output.addObject()
                .put("type", "compaction")
                .put("id", id("cmp_"))
                .put("encrypted_content", Compactions.seal(notes));
        usage(body.putObject("usage"), compacted);
        return new ExchangePlan.Answer(
                200, List.of(Map.entry("content-type", "application/json")), Json.MAPPER.writeValueAsBytes(body));
    }

    /** An input that is a bare string is the message that it stands for. */
    private static byte[] message(byte[] item) {
        return item[0] == '"' ? ItemSpan.ofText(item, new ByteRange(0, item.length)) : item;
    }

    /** No model made the note, so nothing was cached and nothing thought. */
    private static void usage(ObjectNode usage, Compacted compacted) {
        usage.put("input_tokens", compacted.inputTokens());
        usage.putObject("input_tokens_details").put("cached_tokens", 0);
        usage.put("output_tokens", compacted.noteTokens());
        usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        usage.put("total_tokens", compacted.inputTokens() + compacted.noteTokens());
    }

    private String id(String prefix) {
        return prefix + ids.get().toString().replace("-", "");
    }

    private static ClientRequest withBody(ClientRequest request, byte[] body) {
        return new ClientRequest(
                request.method(),
                request.target(),
                request.path(),
                request.headers(),
                body,
                request.bodyCollected(),
                request.remoteAddress(),
                request.gone());
    }
}
