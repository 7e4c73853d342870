package io.plimsoll.gateway.http;

import io.plimsoll.gateway.http.ExchangePlan.AnswerShape;
import io.plimsoll.gateway.http.ExchangePlan.Forward;
import io.plimsoll.gateway.http.Outcome.Limit;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one {@link Forward}: attempt after attempt until an upstream's answer can be relayed, then that answer. Created
 * per exchange, not thread-safe.
 *
 * <pre>
 * connect ─► send ─► await ─┬─► relay ─► ended
 *    ▲                      ├─► hold the answer (429, 503, 529) ─┐
 *    └──── next upstream ◄──┴────────────────────────────────────┘
 * </pre>
 *
 * <p>An overloaded upstream's answer is held, unread, until another upstream has answered: when none does, it is the best
 * there is and passes through. A reused connection that dies before the answer is replaced once by a fresh one to the same
 * upstream, which is not asked of {@link Dispatch}: it says nothing about the upstream.
 */
final class Forwarding implements UpstreamCall.Events {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int OVERLOADED = 529;

    private final ClientExchange client;
    private final Forward plan;
    private final RequestBody body;
    private final UpstreamPool pool;
    private final EdgeOptions options;
    private final GuardedListener listener;
    private final Deadline deadline;
    private final Deadline total;
    private final List<Attempt> failed = new ArrayList<>();
    private @Nullable UpstreamCall call;
    private @Nullable HeldAnswer held;
    private @Nullable AnswerRelay relay;
    private boolean uploadBegun;
    private boolean over;

    /** An answer that is passed on only if no better one comes. */
    private record HeldAnswer(UpstreamCall call, HttpClientResponse response) {}

    Forwarding(ClientExchange client, Forward plan, RequestBody body, UpstreamPool pool) {
        this.client = client;
        this.plan = plan;
        this.body = body;
        this.pool = pool;
        this.options = client.options();
        this.listener = new GuardedListener(plan.listener());
        this.deadline = client.deadlines().create(this::expire);
        this.total = client.deadlines().create(this::expire);
    }

    void start() {
        if (plan.shape() == AnswerShape.WHOLE) {
            total.set(Limit.TOTAL, options.totalTimeout());
        }
        attempt();
    }

    /** Ends everything on the upstream's side: the client is gone, or is to go. */
    void cancel(Outcome outcome) {
        if (over) {
            return;
        }
        if (relay != null) {
            relay.cancel();
        }
        if (call != null) {
            call.reset();
        }
        end(outcome);
    }

    private void attempt() {
        Optional<Upstream> next;
        try {
            next = failed.size() > options.maxRetries()
                    ? Optional.empty()
                    : plan.dispatch().next(List.copyOf(failed));
        } catch (RuntimeException e) {
            client.reportDefect(e);
            refuse(EdgeFailure.INTERNAL, new Outcome.Refused(EdgeFailure.INTERNAL));
            return;
        }
        next.ifPresentOrElse(this::connect, this::giveUp);
    }

    private void connect(Upstream upstream) {
        listener.sending(upstream);
        boolean mayReuse = body.isReplayable();
        connect(upstream, mayReuse ? pool.take(upstream) : pool.open(upstream));
    }

    private void connect(Upstream upstream, Future<UpstreamConnection> connecting) {
        deadline.clear();
        connecting.onComplete(connection -> connected(upstream, connection), cause -> {
            if (!over) {
                failed.add(new Attempt(upstream, new AttemptFailure.Unreachable(reason(cause))));
                attempt();
            }
        });
    }

    private void connected(Upstream upstream, UpstreamConnection connection) {
        if (over) {
            pool.giveBack(upstream, connection);
            return;
        }
        UpstreamCall next = new UpstreamCall(upstream, connection, options, deadline, this);
        call = next;
        RequestOptions request = new RequestOptions()
                .setMethod(client.head().method())
                .setURI(RequestTarget.underPrefix(
                        upstream.pathPrefix(), client.head().target()));
        connection.http().request(request).onComplete(created -> send(next, created), cause -> failed(next, cause));
    }

    private void send(UpstreamCall next, HttpClientRequest request) {
        if (over) {
            return;
        }
        MultiMap headers = request.headers();
        try {
            EndToEndHeaders.copyRequest(
                    client.head().headers(), headers, next.upstream().authorization());
        } catch (IllegalArgumentException e) {
            next.reset();
            refuse(EdgeFailure.INTERNAL, new Outcome.Refused(EdgeFailure.INTERNAL));
            return;
        }
        if (plan.stripUsage() && headers.contains(HttpHeaders.ACCEPT_ENCODING)) {
            // The chunk to strip could not be found in a compressed stream.
            headers.set(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
        }
        request.earlyHintsHandler(client.answer()::earlyHints);
        uploadBegun |= !body.isReplayable();
        next.send(request, body);
    }

    @Override
    public void answered(UpstreamCall answering, HttpClientResponse response) {
        if (over) {
            return;
        }
        if (isOverloaded(response.statusCode()) && !uploadBegun && failed.size() < options.maxRetries()) {
            hold(answering, response);
        } else {
            discardHeld();
            relay(answering, response);
        }
    }

    @Override
    public void failed(UpstreamCall failing, Throwable cause) {
        if (over || failing != call) {
            return;
        }
        call = null;
        failing.connection().socket().abort();
        if (failing.mayBeStale(cause) && !uploadBegun) {
            connect(failing.upstream(), pool.open(failing.upstream()));
            return;
        }
        if (held != null) {
            giveUp();
            return;
        }
        refuse(EdgeFailure.UPSTREAM_CLOSED, new Outcome.UpstreamFailed("closed before it answered: " + reason(cause)));
    }

    @Override
    public void bodyTooLarge(UpstreamCall sending) {
        cancelUpload(EdgeFailure.BODY_TOO_LARGE, new Outcome.Refused(EdgeFailure.BODY_TOO_LARGE));
    }

    private void hold(UpstreamCall answering, HttpClientResponse response) {
        response.pause();
        response.exceptionHandler(e -> {
            if (held != null && held.call() == answering) {
                held = null;
            }
        });
        discardHeld();
        held = new HeldAnswer(answering, response);
        call = null;
        failed.add(new Attempt(
                answering.upstream(), new AttemptFailure.Overloaded(response.statusCode(), response.headers())));
        attempt();
    }

    private void discardHeld() {
        if (held != null) {
            held.call().reset();
            held = null;
        }
    }

    private void giveUp() {
        HeldAnswer best = held;
        if (best != null) {
            held = null;
            relay(best.call(), best.response());
            best.response().resume();
            return;
        }
        if (failed.isEmpty()) {
            refuse(EdgeFailure.NO_UPSTREAM, new Outcome.Refused(EdgeFailure.NO_UPSTREAM));
            return;
        }
        switch (failed.getLast().failure()) {
            case AttemptFailure.Unreachable unreachable ->
                refuse(EdgeFailure.UPSTREAM_UNREACHABLE, new Outcome.UpstreamFailed(unreachable.reason()));
            case AttemptFailure.Overloaded lost ->
                refuse(EdgeFailure.UPSTREAM_CLOSED, new Outcome.UpstreamFailed("broke off a held answer"));
        }
    }

    private void relay(UpstreamCall answering, HttpClientResponse response) {
        call = answering;
        if (AnswerRelay.isEventStream(response)) {
            total.clear();
        } else if (plan.shape() == AnswerShape.STREAM) {
            total.set(Limit.TOTAL, options.totalTimeout());
        }
        AnswerRelay relaying = new AnswerRelay(
                client.answer(),
                answering,
                response,
                listener,
                deadline,
                options,
                outcome -> relayed(answering, outcome));
        try {
            relaying.begin(plan.stripUsage());
            relay = relaying;
        } catch (IllegalArgumentException e) {
            answering.reset();
            client.answer().discardHead();
            refuse(EdgeFailure.UPSTREAM_CLOSED, new Outcome.UpstreamFailed("sent what is not HTTP: " + e.getMessage()));
        }
    }

    private void relayed(UpstreamCall answered, Outcome outcome) {
        if (outcome instanceof Outcome.Completed && answered.isRequestEnded()) {
            pool.giveBack(answered.upstream(), answered.connection());
        } else {
            answered.reset();
        }
        end(outcome);
    }

    private void expire(Limit limit) {
        if (over) {
            return;
        }
        if (relay != null) {
            relay.expire(limit);
            return;
        }
        Outcome outcome = new Outcome.TimedOut(limit);
        switch (limit) {
            case UPLOAD -> cancelUpload(EdgeFailure.UPLOAD_STALLED, outcome);
            case TOTAL -> cancelUpload(EdgeFailure.TOTAL_TIMEOUT, outcome);
            case FIRST_BYTE, IDLE, CLIENT_STALL -> cancelUpload(EdgeFailure.UPSTREAM_TIMEOUT, outcome);
        }
    }

    /** Ends the call that is under way, and tells the client why unless an answer is already on its way there. */
    private void cancelUpload(EdgeFailure failure, Outcome outcome) {
        if (relay != null) {
            relay.cancel();
            client.answer().abort();
            end(outcome);
            return;
        }
        if (call != null) {
            call.reset();
        }
        refuse(failure, outcome);
    }

    private void refuse(EdgeFailure failure, Outcome outcome) {
        client.refuse(failure, listener.responseHeaders());
        end(outcome);
    }

    private void end(Outcome outcome) {
        over = true;
        deadline.clear();
        total.clear();
        discardHeld();
        listener.ended(outcome);
        client.forwarded();
    }

    /** What went wrong, down to the first cause: a TLS failure says why only there. */
    private static String reason(Throwable failure) {
        StringBuilder reason = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && reason.indexOf(message) < 0) {
                reason.append(": ").append(message);
            }
        }
        return reason.toString();
    }

    private static boolean isOverloaded(int status) {
        return status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE || status == OVERLOADED;
    }
}
