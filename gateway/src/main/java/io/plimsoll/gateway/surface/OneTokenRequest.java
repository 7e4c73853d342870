package io.plimsoll.gateway.surface;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.Splice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A request of any dialect that asks for one token, whole, and for nothing to be kept: what has an engine read a prompt.
 * All other bytes stay as they are, since they may be part of the prompt.
 */
public final class OneTokenRequest {

    /** Fields by which clients ask for more than that, and what is said in their place. */
    private static final Map<String, String> INSTEAD = Map.of(
            "max_tokens", "1",
            "max_completion_tokens", "1",
            "max_output_tokens", "1",
            "min_tokens", "0",
            "n", "1",
            "stream", "false",
            "stream_options", "null",
            "store", "false",
            "background", "false");

    private static final Set<String> LIMITS = Set.of("max_tokens", "max_completion_tokens", "max_output_tokens");

    private OneTokenRequest() {}

    /**
     * Asks for one token in place of an answer.
     *
     * @param body a request that was read before
     * @param limitField the dialect's field for the most tokens of an answer, put in where it is absent
     */
    public static byte[] of(byte[] body, String limitField) {
        List<Splice> splices = new ArrayList<>();
        boolean limited = false;
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                ByteRange value = RequestOutline.whole(parser);
                String instead = INSTEAD.get(field);
                if (instead != null) {
                    splices.add(new Splice(value, ascii(instead)));
                }
                limited |= LIMITS.contains(field);
            }
            if (!limited) {
                int end = Math.toIntExact(parser.currentLocation().getByteOffset()) - 1;
                splices.add(new Splice(new ByteRange(end, end), ascii(",\"" + limitField + "\":1")));
            }
        }
        return Splice.all(body, splices);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
