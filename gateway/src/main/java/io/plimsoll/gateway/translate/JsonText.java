package io.plimsoll.gateway.translate;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A text in the spelling of a JSON string, escapes and all. Most of a history is text that only changes its place; kept like
 * this it keeps its bytes, and escapes that no decoder likes (half of a surrogate pair) stay as the client wrote them.
 *
 * @param escaped what stands between the quotes
 */
record JsonText(String escaped) {

    static final JsonText EMPTY = new JsonText("");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static JsonText of(String plain) {
        String quoted = JSON.writeValueAsString(plain);
        return new JsonText(quoted.substring(1, quoted.length() - 1));
    }

    /** All texts, with {@code separator} between those that are not empty. */
    static JsonText joined(List<JsonText> texts, String separator) {
        return new JsonText(texts.stream()
                .map(JsonText::escaped)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(of(separator).escaped())));
    }

    /** This text and the other, without anything between them. */
    JsonText then(JsonText other) {
        return new JsonText(escaped + other.escaped);
    }

    boolean isEmpty() {
        return escaped.isEmpty();
    }

    /** The text as a JSON value. */
    String quoted() {
        return '"' + escaped + '"';
    }
}
