package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.session.CompactionRequests;
import io.plimsoll.gateway.session.Lane;
import io.plimsoll.gateway.session.Lanes;
import io.plimsoll.gateway.session.SessionNames;
import io.plimsoll.gateway.session.Tenant;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.Surface;
import io.plimsoll.gateway.surface.SurfaceRequest;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import io.plimsoll.gateway.surface.SurfaceRequest.SessionHints;
import io.plimsoll.gateway.surface.Turn;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The first steps of a request: its dialect is read, its tenant and session found, its policy chosen. Thread-safe. */
final class RequestIdentifier {

    private final Supplier<LivePolicy> policy;
    private final Lanes lanes;

    RequestIdentifier(Supplier<LivePolicy> policy, Lanes lanes) {
        this.policy = policy;
        this.lanes = lanes;
    }

    /**
     * Whose turn the request is.
     *
     * @throws MalformedRequestException when the body is no request of its dialect
     */
    IdentifiedRequest identify(ClientRequest client, Surface surface) throws MalformedRequestException {
        LivePolicy now = policy.get();
        Tenant tenant = now.tenants().of(client.headers());
        Turn turn = surface.expansion().expand(tenant.name(), client.body());
        SurfaceRequest request = surface.read(turn.body(), tenant.name());
        SessionNames names = SessionNames.of(
                        client.headers(),
                        request.hints(),
                        now.file().effectiveSession().header())
                .orSession(turn.session());
        History history = request.history();
        String compacting = history == null
                ? null
                : CompactionRequests.clientOf(client.headers(), history).orElse(null);
        Lane lane = lane(tenant, names, history, compacting != null);
        PolicyEntry entry = now.file().policyFor(request.model(), tenant.name());
        return new IdentifiedRequest(client, surface, turn, request, tenant, lane, entry, compacting);
    }

    private Lane lane(Tenant tenant, SessionNames names, @Nullable History history, boolean aside) {
        if (history == null) {
            return lanes.locate(tenant.name(), names);
        }
        return aside
                ? lanes.locateAside(tenant.name(), names, history.conversation())
                : lanes.locate(tenant.name(), names, history.conversation());
    }

    /** The lane of a request whose body is not read. */
    Lane unread(ClientRequest client) {
        return lanes.locate(policy.get().tenants().of(client.headers()).name(), namesInHeaders(client));
    }

    /** What the headers alone say of the session. */
    SessionNames namesInHeaders(ClientRequest client) {
        return SessionNames.of(
                client.headers(),
                SessionHints.NONE,
                policy.get().file().effectiveSession().header());
    }
}
