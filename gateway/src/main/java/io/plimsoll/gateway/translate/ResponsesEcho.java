package io.plimsoll.gateway.translate;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * What a response repeats of its request; the SDKs demand some of it.
 *
 * @param raw JSON by name of field
 * @param reasoningAsSummary whether the client asked for summaries of the reasoning. An engine makes none: its reasoning
 *     stands in their place then, where clients show it and, unlike the reasoning itself, send it back.
 */
record ResponsesEcho(Map<String, String> raw, boolean reasoningAsSummary) {

    /** What the hosted API answers with where the client said nothing. */
    private static final Map<String, String> DEFAULTS = defaults();

    static ResponsesEcho of(JsonFields request) throws UntranslatableException {
        Map<String, String> raw = new LinkedHashMap<>();
        DEFAULTS.forEach((name, absent) -> raw.put(name, request.rawOr(name, absent)));
        JsonValue reasoning = request.get("reasoning");
        return new ResponsesEcho(raw, reasoning != null && reasoning.fields().get("summary") != null);
    }

    void write(JsonGenerator json) {
        raw.forEach((name, value) -> json.writeName(name).writeRawValue(value));
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("instructions", "null");
        defaults.put("max_output_tokens", "null");
        defaults.put("metadata", "{}");
        defaults.put("parallel_tool_calls", "true");
        defaults.put("previous_response_id", "null");
        defaults.put("reasoning", "null");
        defaults.put("store", "true");
        defaults.put("temperature", "null");
        defaults.put("text", "{\"format\":{\"type\":\"text\"}}");
        defaults.put("tool_choice", "\"auto\"");
        defaults.put("tools", "[]");
        defaults.put("top_p", "null");
        defaults.put("truncation", "\"disabled\"");
        defaults.put("user", "null");
        return defaults;
    }
}
