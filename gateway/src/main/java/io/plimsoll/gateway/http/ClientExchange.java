package io.plimsoll.gateway.http;

import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.plimsoll.gateway.http.ExchangePlan.Forward;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request of one client, from its head to the end of its answer: collects the body, asks the planner, and carries out the
 * plan. Created per request; lives on the connection's event loop.
 */
final class ClientExchange {

    private static final Logger log = LoggerFactory.getLogger(ClientExchange.class);
    private static final byte[] NO_BODY = {};

    private final EdgeLoop loop;
    private final HttpServerRequest request;
    private final ClientRequestHead head;
    private final ClientAnswer answer;
    private final Context context;
    private final Deadline upload;
    private final Promise<Void> gone = Promise.promise();
    private @Nullable Forwarding forwarding;
    private boolean over;

    ClientExchange(EdgeLoop loop, Context context, HttpServerRequest request) {
        this.loop = loop;
        this.request = request;
        this.context = context;
        this.head = headOf(request);
        this.answer = new ClientAnswer(loop, request);
        this.upload = loop.deadlines().create(limit -> refuse(EdgeFailure.UPLOAD_STALLED, List.of()));
    }

    void begin() {
        request.response().closeHandler(v -> leave(new Outcome.ClientGone()));
        if (RequestFraming.declaredBytes(head.headers()) > options().maxBodyBytes()) {
            refuse(EdgeFailure.BODY_TOO_LARGE, List.of());
            return;
        }
        BodyHandling handling;
        try {
            handling = loop.planner().handling(head.method(), head.path(), head.headers());
        } catch (RuntimeException e) {
            reportDefect(e);
            refuse(EdgeFailure.INTERNAL, List.of());
            return;
        }
        if (!RequestFraming.hasBody(head.headers())) {
            plan(NO_BODY, true, new RequestBody.None());
            return;
        }
        if ("100-continue".equalsIgnoreCase(head.headers().get(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        switch (handling) {
            case COLLECT -> collect();
            case STREAM -> {
                request.pause();
                plan(NO_BODY, false, new RequestBody.Streamed(request, RequestFraming.declaredBytes(head.headers())));
            }
        }
    }

    /** Ends the exchange before its answer has ended: {@code why} is what its listener hears. */
    void leave(Outcome why) {
        if (over) {
            return;
        }
        over = true;
        upload.clear();
        gone.tryComplete();
        if (forwarding != null) {
            forwarding.cancel(why);
        }
        loop.ended(this);
    }

    /** Ends the exchange and drops the client. */
    void shutDown() {
        leave(new Outcome.ShutDown());
        answer.abort();
    }

    ClientRequestHead head() {
        return head;
    }

    ClientAnswer answer() {
        return answer;
    }

    EdgeOptions options() {
        return loop.options();
    }

    Deadlines deadlines() {
        return loop.deadlines();
    }

    /** Answers with the planner's words for {@code failure}. */
    void refuse(EdgeFailure failure, List<Map.Entry<String, String>> moreHeaders) {
        if (over) {
            return;
        }
        try {
            send(loop.planner().failure(head, failure), moreHeaders);
        } catch (RuntimeException e) {
            reportDefect(e);
            answer.abort();
        }
    }

    /** Answers instead of any upstream. */
    void refuse(Answer refusal, List<Map.Entry<String, String>> moreHeaders) {
        if (!over) {
            send(refusal, moreHeaders);
        }
    }

    /** Told when a forwarded exchange is over and its answer ended or broken off. */
    void forwarded() {
        if (!over) {
            over = true;
            loop.ended(this);
        }
    }

    void reportDefect(Throwable defect) {
        log.atError().addKeyValue("path", head.path()).setCause(defect).log("planner failed");
    }

    private void collect() {
        BodyCollector collector = new BodyCollector(
                RequestFraming.declaredBytes(head.headers()), options().maxBodyBytes());
        upload.set(Outcome.Limit.UPLOAD, options().uploadTimeout());
        request.handler(chunk -> collect(collector, chunk));
        request.endHandler(v -> {
            if (!over) {
                upload.clear();
                byte[] body = collector.toArray();
                plan(body, true, new RequestBody.Collected(body));
            }
        });
    }

    private void collect(BodyCollector collector, Buffer chunk) {
        if (over) {
            return;
        }
        upload.restart();
        if (!collector.add(chunk)) {
            refuse(EdgeFailure.BODY_TOO_LARGE, List.of());
        }
    }

    private void plan(byte[] body, boolean collected, RequestBody toSend) {
        ClientRequest asked = new ClientRequest(
                head.method(),
                head.target(),
                head.path(),
                head.headers(),
                body,
                collected,
                head.remoteAddress(),
                gone.future());
        Future<ExchangePlan> planning;
        try {
            planning = loop.planner().plan(asked);
        } catch (RuntimeException e) {
            planning = Future.failedFuture(e);
        }
        planning.onComplete(
                plan -> onContext(() -> carryOut(plan, toSend)), defect -> onContext(() -> planFailed(defect)));
    }

    private void carryOut(ExchangePlan plan, RequestBody toSend) {
        switch (plan) {
            case Answer own -> {
                if (!over) {
                    send(own, List.of());
                }
            }
            case Forward forward -> {
                if (over) {
                    new GuardedListener(forward.listener()).ended(new Outcome.ClientGone());
                    return;
                }
                forwarding = new Forwarding(this, forward, toSend, loop.pool());
                forwarding.start();
            }
        }
    }

    private void planFailed(Throwable defect) {
        if (!over) {
            reportDefect(defect);
            refuse(EdgeFailure.INTERNAL, List.of());
        }
    }

    private void send(Answer own, List<Map.Entry<String, String>> moreHeaders) {
        over = true;
        upload.clear();
        if (forwarding != null) {
            forwarding.refused(own.status());
        }
        answer.send(own, moreHeaders);
        loop.ended(this);
    }

    private void onContext(Runnable step) {
        if (Vertx.currentContext() == context) {
            step.run();
        } else {
            context.runOnContext(v -> step.run());
        }
    }

    private static ClientRequestHead headOf(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        String address = peer == null ? null : peer.hostAddress();
        return new ClientRequestHead(
                request.method(),
                request.uri(),
                RequestTarget.path(request.uri()),
                request.headers(),
                address == null ? "" : address);
    }
}
