package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.session.Lane;
import io.plimsoll.gateway.session.Tenant;
import io.plimsoll.gateway.surface.Surface;
import io.plimsoll.gateway.surface.SurfaceRequest;
import io.plimsoll.gateway.surface.Turn;
import org.jspecify.annotations.Nullable;

/**
 * A request of which is known whose turn it is.
 *
 * @param client what the client sent
 * @param surface its dialect
 * @param turn what it continues; its body is what is read and sent from here on
 * @param request what was read of its body
 * @param tenant who pays
 * @param lane the history that it continues
 * @param policy what governs the lane
 * @param compactingClient the client whose own compaction request it is; null for every other request
 */
record IdentifiedRequest(
        ClientRequest client,
        Surface surface,
        Turn turn,
        SurfaceRequest request,
        Tenant tenant,
        Lane lane,
        PolicyEntry policy,
        @Nullable String compactingClient) {

    /** What is sent where nothing is edited: the client's own bytes, unless they stand for more than they say. */
    byte[] body() {
        return turn.body();
    }

    /** Whether {@link #body()} are the client's own bytes. */
    boolean isAsItCame() {
        return turn.body() == client.body();
    }
}
