package io.plimsoll.bench.micro;

import io.plimsoll.gateway.http.Dispatch;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.http.Outcome;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** All that the gateway does for a request but for its input and output. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PipelineBenchmark {

    private static final int OK = 200;
    private static final MultiMap ANSWER_HEADERS =
            MultiMap.caseInsensitiveMultiMap().add("content-type", "application/json");

    /** A turn whose history is known, below its line: planned, reserved, answered and settled. */
    @Benchmark
    public List<Map.Entry<String, String>> turn(PipelineState state) {
        ExchangePlan plan = state.pipeline.plan(state.request, state.surface).result();
        if (!(plan instanceof ExchangePlan.Forward forward)) {
            throw new IllegalStateException("not forwarded: " + plan);
        }
        if (!(forward.dispatch().next(List.of()) instanceof Dispatch.Step.Send first)) {
            throw new IllegalStateException("not sent");
        }
        forward.listener().sending(first.sending().upstream());
        forward.listener().answered(OK, ANSWER_HEADERS);
        List<Map.Entry<String, String>> headers = forward.listener().responseHeaders();
        forward.listener().firstByte();
        forward.listener().bytes(state.answer);
        forward.listener().ended(new Outcome.Completed());
        return headers;
    }
}
