package io.plimsoll.gateway.surface;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.plimsoll.compression.ChainHash;
import tools.jackson.databind.JsonNode;

/**
 * Hashes JSON by what it says, not by how it is spelt: white space, escapes, {@code cache_control} markers and the
 * difference between a string and a lone text block leave the hash as it is. The order of keys counts.
 */
final class CanonicalHash {

    private CanonicalHash() {}

    static ChainHash of(JsonNode... nodes) {
        HashStream128 stream = Hashing.xxh3_128().hashStream();
        for (JsonNode node : nodes) {
            put(stream, node);
        }
        var value = stream.get();
        return new ChainHash(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }

    private static void put(HashStream128 stream, JsonNode node) {
        if (node.isObject()) {
            stream.putByte((byte) '{');
            node.properties().forEach(entry -> {
                if (!entry.getKey().equals("cache_control")) {
                    stream.putString(entry.getKey());
                    put(stream, entry.getKey().equals("content") ? loneText(entry.getValue()) : entry.getValue());
                }
            });
            stream.putByte((byte) '}');
        } else if (node.isArray()) {
            stream.putByte((byte) '[');
            node.forEach(element -> put(stream, element));
            stream.putByte((byte) ']');
        } else {
            stream.putByte((byte) node.getNodeType().ordinal());
            stream.putString(node.asString());
        }
    }

    private static JsonNode loneText(JsonNode content) {
        if (content.isArray() && content.size() == 1) {
            JsonNode only = content.get(0);
            int significant = only.size() - (only.has("cache_control") ? 1 : 0);
            if (significant == 2
                    && "text".equals(only.path("type").asString(""))
                    && only.path("text").isString()) {
                return only.get("text");
            }
        }
        return content;
    }
}
