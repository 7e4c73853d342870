package io.plimsoll.backends.sim;

import java.util.OptionalInt;

/**
 * A request for generated text, whatever surface it came in by.
 *
 * @param model as the client named it
 * @param prompt what to continue
 * @param maxTokens the most tokens to generate, at least 1; empty for as many as it takes
 * @param cacheSalt requests with different salts share no cached prefix; empty for none
 */
public record GenerationRequest(String model, SimulatedPrompt prompt, OptionalInt maxTokens, String cacheSalt) {

    GenerationRequest withModel(String name) {
        return new GenerationRequest(name, prompt, maxTokens, cacheSalt);
    }
}
