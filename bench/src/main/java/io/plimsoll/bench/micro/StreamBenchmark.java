package io.plimsoll.bench.micro;

import io.plimsoll.gateway.stream.SseUsageStripper;
import io.plimsoll.gateway.stream.UsageReader;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is done with each chunk of an event stream. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StreamBenchmark {

    private Buffer chunk;
    private SseUsageStripper stripper;
    private UsageReader reader;

    /** A stream of its own for each iteration. */
    @Setup(Level.Iteration)
    public void open() {
        chunk = Buffer.buffer(
                "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":"
                        + "\"bench\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}]}\n\n");
        stripper = new SseUsageStripper();
        reader = UsageReader.of(MultiMap.caseInsensitiveMultiMap().add("content-type", "text/event-stream"));
    }

    /** Looking for the usage chunk that the client must not see. */
    @Benchmark
    public Buffer stripUsage() {
        return stripper.feed(chunk);
    }

    /** Reading along for usage and errors. */
    @Benchmark
    public UsageReader readUsage() {
        reader.read(chunk);
        return reader;
    }
}
