package io.plimsoll.gateway.http;

import io.plimsoll.gateway.http.ExchangePlan.AnswerShape;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A gateway that decides nothing: every request goes unedited to the next of some local upstreams. For running suites and
 * load against the edge alone.
 */
public final class PassThroughGateway {

    private PassThroughGateway() {}

    /** Arguments: the port to listen on, then the upstreams' ports. */
    public static void main(String[] args) {
        List<Upstream> upstreams = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            upstreams.add(new Upstream("upstream-" + i, "127.0.0.1", Integer.parseInt(args[i]), false, "", null));
        }
        EdgeOptions options = new EdgeOptions(
                "127.0.0.1",
                Integer.parseInt(args[0]),
                2,
                64L << 20,
                Duration.ofSeconds(2),
                Duration.ofSeconds(600),
                Duration.ofSeconds(300),
                Duration.ofSeconds(600),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                1);
        BodyHandling handling = Boolean.getBoolean("stream") ? BodyHandling.STREAM : BodyHandling.COLLECT;
        HttpEdge.start(Vertx.vertx(), options, new RoundRobin(upstreams, handling))
                .onSuccess(edge -> System.out.println("listening on " + edge.port()))
                .onFailure(cause -> {
                    cause.printStackTrace();
                    System.exit(1);
                });
    }

    private record RoundRobin(List<Upstream> upstreams, BodyHandling bodyHandling, AtomicInteger turn)
            implements ExchangePlanner {

        RoundRobin(List<Upstream> upstreams, BodyHandling bodyHandling) {
            this(upstreams, bodyHandling, new AtomicInteger());
        }

        @Override
        public BodyHandling handling(HttpMethod method, String path, MultiMap headers) {
            return bodyHandling;
        }

        @Override
        public Future<ExchangePlan> plan(ClientRequest request) {
            int first = turn.getAndIncrement();
            Dispatch dispatch = failed -> failed.size() >= upstreams.size()
                    ? new Dispatch.Step.GiveUp()
                    : Dispatch.Step.unedited(upstreams.get(Math.floorMod(first + failed.size(), upstreams.size())));
            return Future.succeededFuture(
                    new ExchangePlan.Forward(dispatch, AnswerShape.STREAM, new RecordingListener()));
        }

        @Override
        public ExchangePlan.Answer failure(ClientRequestHead head, EdgeFailure failure) {
            int status = switch (failure) {
                case BODY_TOO_LARGE -> 413;
                case UPLOAD_STALLED -> 408;
                case NO_UPSTREAM -> 503;
                case UPSTREAM_UNREACHABLE, UPSTREAM_CLOSED -> 502;
                case UPSTREAM_TIMEOUT, TOTAL_TIMEOUT -> 504;
                case INTERNAL -> 500;
            };
            return new ExchangePlan.Answer(
                    status,
                    List.of(Map.entry("content-type", "application/json")),
                    ("{\"error\":{\"message\":\"" + failure + "\"}}").getBytes(StandardCharsets.UTF_8));
        }
    }
}
