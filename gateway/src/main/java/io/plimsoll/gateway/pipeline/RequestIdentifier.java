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

/**
 * The first steps of a request: its dialect is read, its tenant and policy are found, and then the lane that it is a turn of.
 * Thread-safe.
 */
final class RequestIdentifier {

    private final Supplier<LivePolicy> policy;
    private final Lanes lanes;

    RequestIdentifier(Supplier<LivePolicy> policy, Lanes lanes) {
        this.policy = policy;
        this.lanes = lanes;
    }

    /**
     * A request that was read.
     *
     * @param names how the client names its conversation
     * @param unlocated what else is known of it
     */
    record ReadRequest(SessionNames names, Unlocated unlocated) {}

    /** {@link IdentifiedRequest}, but for its lane. */
    record Unlocated(
            ClientRequest client,
            Surface surface,
            Turn turn,
            SurfaceRequest request,
            Tenant tenant,
            PolicyEntry policy,
            @Nullable String compactingClient) {

        IdentifiedRequest in(Lane lane) {
            return new IdentifiedRequest(client, surface, turn, request, tenant, lane, policy, compactingClient);
        }
    }

    /**
     * What the request says. Never blocks.
     *
     * @throws MalformedRequestException when the body is no request of its dialect
     */
    ReadRequest read(ClientRequest client, Surface surface) throws MalformedRequestException {
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
        PolicyEntry entry = now.file().policyFor(request.model(), tenant.name());
        return new ReadRequest(names, new Unlocated(client, surface, turn, request, tenant, entry, compacting));
    }

    /** Whether {@link #locate} may block, as it has to look among lanes that are not at hand. */
    boolean mayBlock(ReadRequest read) {
        Unlocated request = read.unlocated();
        History history = request.request().history();
        return history != null
                && (isUnnamedBehindNote(read)
                        || lanes.mayBlock(request.tenant().name(), read.names(), history.conversation()));
    }

    /**
     * Whose turn the request is.
     *
     * @throws MalformedRequestException when the history that a note stands for is none of its dialect
     */
    IdentifiedRequest locate(ReadRequest read) throws MalformedRequestException {
        Unlocated request = read.unlocated();
        SessionNames names = isUnnamedBehindNote(read) ? read.names().orSession(sessionBefore(read)) : read.names();
        return request.in(lane(request, names));
    }

    /** {@link #read} and {@link #locate}. */
    IdentifiedRequest identify(ClientRequest client, Surface surface) throws MalformedRequestException {
        return locate(read(client, surface));
    }

    private static boolean isUnnamedBehindNote(ReadRequest read) {
        return read.unlocated().turn().compacted() && read.names().session() == null;
    }

    /** The session of the history that a note stands for, which clients go on sending, where they name none. */
    private @Nullable String sessionBefore(ReadRequest read) throws MalformedRequestException {
        Unlocated request = read.unlocated();
        String tenant = request.tenant().name();
        History whole = request.surface().read(request.client().body(), tenant).history();
        return whole == null
                ? null
                : lanes.sessionOf(tenant, read.names(), whole.conversation()).orElse(null);
    }

    private Lane lane(Unlocated request, SessionNames names) {
        String tenant = request.tenant().name();
        History history = request.request().history();
        if (history == null) {
            return lanes.locate(tenant, names);
        }
        return request.compactingClient() != null
                ? lanes.locateAside(tenant, names, history.conversation())
                : lanes.locate(tenant, names, history.conversation());
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
