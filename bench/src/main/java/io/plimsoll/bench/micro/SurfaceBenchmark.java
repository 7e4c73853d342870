package io.plimsoll.bench.micro;

import io.plimsoll.bench.load.ChatBodies;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.Surface;
import io.plimsoll.gateway.surface.SurfaceRequest;
import io.plimsoll.gateway.surface.Surfaces;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a request: its outline, and the hashes and facts of each message. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SurfaceBenchmark {

    @Param({"2", "64", "512"})
    public int kib;

    private Surface chat;
    private Surface outlineOnly;
    private byte[] body;
    private long tenants;

    @Setup
    public void prepare() {
        var surfaces = new Surfaces();
        chat = surfaces.at("/v1/chat/completions").orElseThrow();
        outlineOnly = surfaces.at("/v1/completions").orElseThrow();
        body = ChatBodies.body("bench", 1, kib << 10, false);
    }

    /** One streaming pass, as for a dialect whose history is not read. */
    @Benchmark
    public SurfaceRequest outline() throws MalformedRequestException {
        return outlineOnly.read(body, "tenant");
    }

    /** All messages were seen before: outline, raw hashes, hash chain. */
    @Benchmark
    public SurfaceRequest readWarm() throws MalformedRequestException {
        return chat.read(body, "tenant");
    }

    /** No message was seen before: each is parsed, and hashed in its canonical form. */
    @Benchmark
    public SurfaceRequest readCold() throws MalformedRequestException {
        return chat.read(body, "tenant-" + tenants++);
    }
}
