package io.plimsoll.gateway.responses;

import io.plimsoll.compression.Splice;
import io.plimsoll.gateway.responses.ResponsesBody.Compaction;
import io.plimsoll.gateway.surface.Json;
import io.plimsoll.gateway.surface.MalformedRequestException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The items that stand for compacted histories. Their content is notes as versioned JSON in base64url: opaque to clients,
 * which hand it back as it is, and no secret from them, as it tells of their own history. Pure.
 *
 * <pre>
 *   {"plimsoll":1,"notes":["…"]}
 * </pre>
 */
final class Compactions {

    private static final int VERSION = 1;
    /** What earlier compactions left is carried on by later ones, the newest of it: each note is a few KB. */
    private static final int MOST_NOTES = 8;

    private Compactions() {}

    /** The content of an item that stands for {@code notes}, oldest first; of many the newest. */
    static String seal(List<String> notes) {
        var content = Json.MAPPER.createObjectNode().put("plimsoll", VERSION);
        var array = content.putArray("notes");
        notes.subList(Math.max(0, notes.size() - MOST_NOTES), notes.size()).forEach(array::add);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.MAPPER.writeValueAsBytes(content));
    }

    /** The notes of an item, oldest first. */
    static List<String> open(Compaction item) throws MalformedRequestException {
        return opened(item.sealed()).orElseThrow(() -> {
            String place = "input[" + item.index() + "].encrypted_content";
            return new MalformedRequestException(
                    place + ": not readable here (expected: the content of a compaction that this gateway made)",
                    place);
        });
    }

    /** The body in which each compaction is the user message that it stands for; as it was when there is none. */
    static byte[] expand(ResponsesBody request) throws MalformedRequestException {
        var splices = new ArrayList<Splice>();
        for (Compaction item : request.compactions()) {
            splices.add(new Splice(item.range(), ItemSpan.ofUser(String.join("\n\n", open(item)))));
        }
        return splices.isEmpty() ? request.bytes() : Splice.all(request.bytes(), splices);
    }

    private static Optional<List<String>> opened(@Nullable String sealed) {
        if (sealed == null) {
            return Optional.empty();
        }
        try {
            byte[] content = Base64.getUrlDecoder().decode(sealed.getBytes(StandardCharsets.UTF_8));
            JsonNode read = Json.MAPPER.readTree(content);
            JsonNode notes = read.path("notes");
            boolean ours = read.path("plimsoll").asInt(0) == VERSION && !notes.isEmpty();
            boolean texts = notes.valueStream().allMatch(JsonNode::isString);
            return ours && texts
                    ? Optional.of(notes.valueStream().map(JsonNode::asString).toList())
                    : Optional.empty();
        } catch (IllegalArgumentException | JacksonException foreign) {
            return Optional.empty();
        }
    }
}
