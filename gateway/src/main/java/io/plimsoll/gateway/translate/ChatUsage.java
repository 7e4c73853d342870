package io.plimsoll.gateway.translate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a completion cost, in tokens.
 *
 * @param prompt all of the prompt
 * @param cached how much of the prompt came from the prefix cache, 0 where the engine does not tell
 * @param completion all that was made
 * @param reasoning how much of the completion was reasoning, 0 where the engine does not tell
 */
record ChatUsage(long prompt, long cached, long completion, long reasoning) {

    /** Where the engine told nothing. */
    static final ChatUsage NONE = new ChatUsage(0, 0, 0, 0);

    static @Nullable ChatUsage read(JsonNode usage) {
        if (!usage.path("prompt_tokens").isNumber()) {
            return null;
        }
        long prompt = usage.path("prompt_tokens").asLong(0);
        return new ChatUsage(
                prompt,
                Math.clamp(
                        usage.path("prompt_tokens_details")
                                .path("cached_tokens")
                                .asLong(0),
                        0,
                        Math.max(0, prompt)),
                usage.path("completion_tokens").asLong(0),
                usage.path("completion_tokens_details").path("reasoning_tokens").asLong(0));
    }
}
