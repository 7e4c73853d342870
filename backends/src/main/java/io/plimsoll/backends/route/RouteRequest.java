package io.plimsoll.backends.route;

import io.plimsoll.budget.LaneKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What routing asks of a request.
 *
 * @param model the model that the client named
 * @param lane whose turn it is
 * @param preferred the backend that holds the lane's KV cache or that the client pinned; {@code null} for none
 * @param promptTokens the prompt as it will be sent, at least 0
 * @param exclude names of backends that this request has tried already
 */
public record RouteRequest(
        String model, LaneKey lane, @Nullable String preferred, int promptTokens, Set<String> exclude) {

    public RouteRequest {
        if (promptTokens < 0) {
            throw new IllegalArgumentException("route: promptTokens: " + promptTokens + " (expected: >= 0)");
        }
        exclude = Set.copyOf(exclude);
    }
}
