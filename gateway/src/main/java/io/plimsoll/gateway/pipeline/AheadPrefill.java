package io.plimsoll.gateway.pipeline;

import io.plimsoll.gateway.metrics.AheadMeters.Outcome;
import io.plimsoll.gateway.stream.Usage;
import io.plimsoll.gateway.stream.UsageReader;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One prefill on its way. It holds its berth until it has ended, and then either settles it, so that the lane rests with the
 * shorter history, or gives it back. Sent once; may be dropped at any time, from any thread.
 */
final class AheadPrefill {

    private static final Stage PREPARED = new Stage.Prepared();

    private final HttpClientAgent http;
    private final Message message;
    private final Berth berth;
    /** What the backend says of it; fails when it is dropped, which the request itself may not hear. */
    private final Promise<Usage> usage = Promise.promise();

    private final AtomicReference<Stage> stage = new AtomicReference<>(PREPARED);

    /**
     * A request of the gateway's own.
     *
     * @param options where it goes
     * @param body asks for one token
     * @param promptTokens tokens of its prompt as counted
     */
    record Message(RequestOptions options, Buffer body, int promptTokens) {}

    /**
     * What became of it.
     *
     * @param outcome whether the prompt was read
     * @param readTokens tokens of it that were not cached; 0 where the backend does not say
     */
    record Ended(Outcome outcome, long readTokens) {}

    /** How far it has come. Closed: whoever drops it has to know what there is to stop. */
    private sealed interface Stage {

        record Prepared() implements Stage {}

        record Sent(HttpClientRequest request) implements Stage {}

        record Dropped() implements Stage {}
    }

    /**
     * @param message where it goes, and what is said there
     * @param berth its place at the backend
     */
    AheadPrefill(HttpClientAgent http, Message message, Berth berth) {
        this.http = http;
        this.message = message;
        this.berth = berth;
    }

    /** Sends it; completes, and never fails, when the backend has read the prompt, or has not, or it was dropped. */
    Future<Ended> send() {
        http.request(message.options())
                .compose(this::exchange)
                .onSuccess(usage::tryComplete)
                .onFailure(usage::tryFail);
        return usage.future()
                .map(read -> {
                    berth.settle(read.known() ? read.promptTokens() : message.promptTokens(), 1);
                    return new Ended(Outcome.DONE, read.promptTokens() - read.cachedTokens());
                })
                .otherwise(failure -> {
                    berth.release();
                    boolean dropped = stage.get() instanceof Stage.Dropped;
                    return new Ended(dropped ? Outcome.OVERTAKEN : Outcome.FAILED, 0);
                });
    }

    /** Nobody wants it any more. */
    void drop() {
        if (stage.getAndSet(new Stage.Dropped()) instanceof Stage.Sent(HttpClientRequest request)) {
            request.reset();
        }
        usage.tryFail("dropped");
    }

    private Future<Usage> exchange(HttpClientRequest request) {
        // What a reset tells here is logged where there is no handler.
        request.exceptionHandler(reset -> {});
        if (!stage.compareAndSet(PREPARED, new Stage.Sent(request))) {
            request.reset();
            return Future.failedFuture("dropped before it was sent");
        }
        return request.send(message.body()).compose(AheadPrefill::usage);
    }

    private static Future<Usage> usage(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return Future.failedFuture("status " + response.statusCode());
        }
        UsageReader reader = UsageReader.of(response.headers());
        return response.body().map(answer -> {
            reader.read(answer);
            reader.end();
            return reader.usage();
        });
    }
}
