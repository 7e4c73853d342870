package io.plimsoll.bench.load;

import io.plimsoll.bench.BenchFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens many streams at once, each on a connection of its own, and takes the time to each one's first byte. */
final class StreamProbe implements AutoCloseable {

    private static final int BODY_BYTES = 2 << 10;
    private static final long LIMIT_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx();
    private final int streams;

    StreamProbe(int streams) {
        this.streams = streams;
    }

    /**
     * Times to the first byte of one burst.
     *
     * @param p50Millis median over the streams
     * @param p99Millis 99th percentile
     */
    record FirstBytes(double p50Millis, double p99Millis) {}

    /** One burst of streams, all of which are read to their end. */
    FirstBytes burst(URI url) throws Exception {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setTcpNoDelay(true), new PoolOptions().setHttp1MaxSize(streams));
        try {
            List<Future<Long>> all = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                all.add(stream(client, url, i));
            }
            Future.all(all).await(LIMIT_SECONDS, TimeUnit.SECONDS);
            List<Long> nanos = all.stream()
                    .map(Future::result)
                    .sorted(Comparator.naturalOrder())
                    .toList();
            return new FirstBytes(nanos.get(streams / 2) / 1e6, nanos.get(streams * 99 / 100) / 1e6);
        } finally {
            client.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Future<Long> stream(HttpClient client, URI url, int session) {
        byte[] body = ChatBodies.body(Variant.PIPELINE.model(BODY_BYTES), session, BODY_BYTES, true);
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(Variant.PIPELINE.path())
                .putHeader("content-type", "application/json")
                .putHeader("accept", "text/event-stream")
                .putHeader("x-session-id", "stream-" + session);
        long begun = System.nanoTime();
        return client.request(options)
                .compose(request -> request.send(Buffer.buffer(body)))
                .compose(response -> {
                    if (response.statusCode() != 200) {
                        return Future.failedFuture(
                                new BenchFailure("stream at " + url + ": status " + response.statusCode()));
                    }
                    Promise<Long> first = Promise.promise();
                    response.handler(chunk -> first.tryComplete(System.nanoTime() - begun));
                    return response.end().compose(end -> first.future());
                });
    }

    @Override
    public void close() throws Exception {
        vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
