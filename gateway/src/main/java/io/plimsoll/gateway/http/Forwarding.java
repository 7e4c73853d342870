package io.plimsoll.gateway.http;

import io.plimsoll.gateway.http.Dispatch.Step;
import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.plimsoll.gateway.http.ExchangePlan.AnswerShape;
import io.plimsoll.gateway.http.ExchangePlan.Forward;
import io.plimsoll.gateway.http.Outcome.Limit;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    private final ClientExchange client;
    private final Forward plan;
    private final RequestBody clientBody;
    private final UpstreamPool pool;
    private final EdgeOptions options;
    private final GuardedListener listener;
    private final Deadline deadline;
    private final Deadline total;
    private final List<Attempt> failed = new ArrayList<>();
    private @Nullable Sending sending;
    private @Nullable UpstreamCall call;
    private @Nullable HeldAnswer held;
    private @Nullable AnswerRelay relay;
    private boolean uploadBegun;
    private boolean over;

    Forwarding(ClientExchange client, Forward plan, RequestBody clientBody, UpstreamPool pool) {
        this.client = client;
        this.plan = plan;
        this.clientBody = clientBody;
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

    /** Told the status of an answer of the gateway's own, before it is sent. */
    void refused(int status) {
        listener.relaying(status);
    }

    private void attempt() {
        Step next;
        try {
            next = failed.size() > options.maxRetries()
                    ? new Step.GiveUp()
                    : plan.dispatch().next(List.copyOf(failed));
        } catch (RuntimeException e) {
            client.reportDefect(e);
            refuse(EdgeFailure.INTERNAL, new Outcome.Refused(EdgeFailure.INTERNAL));
            return;
        }
        switch (next) {
            case Step.Send send -> connect(send.sending());
            case Step.Refuse refuse -> refuse(refuse.answer());
            case Step.GiveUp none -> giveUp();
        }
    }

    private void connect(Sending attempt) {
        sending = attempt;
        Upstream upstream = attempt.upstream();
        listener.sending(upstream);
        boolean mayReuse = bodyOf(attempt).isReplayable();
        connect(upstream, mayReuse ? pool.take(upstream) : pool.open(upstream));
    }

    private RequestBody bodyOf(Sending attempt) {
        byte[] other = attempt.body();
        return other == null ? clientBody : new RequestBody.Collected(other);
    }

    private void connect(Upstream upstream, Future<UpstreamConnection> connecting) {
        deadline.clear();
        connecting.onComplete(connection -> connected(upstream, connection), cause -> {
            if (!over) {
                failed.add(new Attempt(upstream, AttemptFailure.Unreachable.because(cause)));
                attempt();
            }
        });
    }

    private void connected(Upstream upstream, UpstreamConnection connection) {
        if (over) {
            pool.giveBack(upstream, connection);
            return;
        }
        Sending attempt = Objects.requireNonNull(sending, "connected without an attempt");
        RequestBody body = bodyOf(attempt);
        call = new UpstreamCall(upstream, connection, options, deadline, this);
        uploadBegun |= !body.isReplayable();
        call.send(client.head(), attempt, body, client.answer()::earlyHints);
    }

    @Override
    public void answered(UpstreamCall answering, HttpClientResponse response) {
        if (over) {
            return;
        }
        AttemptFailure failure = repeatable(response);
        if (failure != null && !uploadBegun && failed.size() < options.maxRetries()) {
            hold(answering, response, failure);
        } else {
            discardHeld();
            relay(answering, response);
        }
    }

    /** Why an attempt with this answer may be repeated, or null. */
    private @Nullable AttemptFailure repeatable(HttpClientResponse response) {
        int status = response.statusCode();
        if (AttemptFailure.Overloaded.isMeantBy(status)) {
            return new AttemptFailure.Overloaded(status, response.headers());
        }
        boolean mayBeUnspoken = sending != null && sending.mayBeUnspoken();
        return mayBeUnspoken && AttemptFailure.Unspoken.isMeantBy(status) ? new AttemptFailure.Unspoken(status) : null;
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
        if (held != null && !held.isLost()) {
            giveUp();
            return;
        }
        refuse(
                EdgeFailure.UPSTREAM_CLOSED,
                new Outcome.UpstreamFailed("closed before it answered: " + AttemptFailure.reason(cause)));
    }

    @Override
    public void bodyTooLarge(UpstreamCall sending) {
        Outcome outcome = new Outcome.Refused(EdgeFailure.BODY_TOO_LARGE);
        if (relay == null) {
            refuse(EdgeFailure.BODY_TOO_LARGE, outcome);
            return;
        }
        // An answer is already on its way, and a second one must not follow it.
        client.answer().abort();
        cancel(outcome);
    }

    private void hold(UpstreamCall answering, HttpClientResponse response, AttemptFailure failure) {
        discardHeld();
        held = new HeldAnswer(answering, response);
        call = null;
        failed.add(new Attempt(answering.upstream(), failure));
        attempt();
    }

    private void discardHeld() {
        if (held != null) {
            held.discard();
            held = null;
        }
    }

    private void giveUp() {
        HeldAnswer best = held;
        if (best != null && !best.isLost()) {
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
            case AttemptFailure.Overloaded lost -> refuseLost();
            case AttemptFailure.Unspoken lost -> refuseLost();
        }
    }

    private void refuseLost() {
        refuse(EdgeFailure.UPSTREAM_CLOSED, new Outcome.UpstreamFailed("broke off a held answer"));
    }

    private void relay(UpstreamCall answering, HttpClientResponse response) {
        call = answering;
        if (EventStreams.areMeantBy(response.headers())) {
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
            AnswerEditing answers = sending == null ? AnswerEditing.NONE : sending.answers();
            relaying.begin(answers.begin(response.statusCode(), response.headers()));
            relay = relaying;
        } catch (IllegalArgumentException e) {
            client.answer().discardHead();
            refuse(EdgeFailure.UPSTREAM_CLOSED, new Outcome.UpstreamFailed("sent what is not HTTP: " + e.getMessage()));
        }
    }

    private void relayed(UpstreamCall answered, Outcome outcome) {
        boolean committed = relay == null || relay.isCommitted();
        if (outcome instanceof Outcome.UpstreamFailed && !committed) {
            refuse(EdgeFailure.UPSTREAM_CLOSED, outcome);
            return;
        }
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
        if (relay != null && relay.isCommitted()) {
            relay.expire(limit);
            return;
        }
        EdgeFailure failure = switch (limit) {
            case UPLOAD -> EdgeFailure.UPLOAD_STALLED;
            case TOTAL -> EdgeFailure.TOTAL_TIMEOUT;
            case FIRST_BYTE, IDLE, CLIENT_STALL -> EdgeFailure.UPSTREAM_TIMEOUT;
        };
        refuse(failure, new Outcome.TimedOut(limit));
    }

    private void refuse(Answer answer) {
        client.refuse(answer, listener.responseHeaders());
        end(new Outcome.Refused(EdgeFailure.NO_UPSTREAM));
    }

    private void refuse(EdgeFailure failure, Outcome outcome) {
        if (call != null) {
            call.reset();
        }
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
}
