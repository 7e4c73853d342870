package io.plimsoll.gateway.translate;

import org.jspecify.annotations.Nullable;

/**
 * A function that the model may call, in pieces of JSON.
 *
 * @param name its name
 * @param description the raw string, null for none
 * @param parameters the raw schema, null for none
 * @param strict the raw flag, null for the engine's default
 */
record ChatTool(
        JsonText name,
        @Nullable String description,
        @Nullable String parameters,
        @Nullable String strict) {

    /** The definition as {@code tools} holds it. */
    String raw() {
        var raw = new StringBuilder("{\"type\":\"function\",\"function\":{\"name\":").append(name.quoted());
        append(raw, "description", description);
        append(raw, "parameters", parameters);
        append(raw, "strict", strict);
        return raw.append("}}").toString();
    }

    /** The {@code tool_choice} that demands a call of the function with this name. */
    static String demanding(JsonText name) {
        return "{\"type\":\"function\",\"function\":{\"name\":" + name.quoted() + "}}";
    }

    private static void append(StringBuilder raw, String name, @Nullable String value) {
        if (value != null) {
            raw.append(",\"").append(name).append("\":").append(value);
        }
    }
}
