package io.plimsoll.bench.micro;

import io.plimsoll.bench.load.Dialect;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.Surface;
import io.plimsoll.gateway.surface.SurfaceRequest;
import io.plimsoll.gateway.surface.Surfaces;
import io.plimsoll.gateway.translate.Translation;
import io.plimsoll.gateway.translate.Translations;
import io.plimsoll.gateway.translate.UntranslatableException;
import java.util.Optional;
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

/** The same history in each dialect: read when it was seen before and when it was not, and put into chat completions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DialectBenchmark {

    @Param({"CHAT", "MESSAGES", "RESPONSES"})
    public Dialect dialect;

    @Param({"64", "512"})
    public int kib;

    private Surface surface;
    private Optional<Translation> translation;
    private byte[] body;
    private long tenants;

    @Setup
    public void prepare() {
        surface = new Surfaces().at(dialect.path()).orElseThrow();
        translation = new Translations().overChat(dialect.path());
        body = dialect.body("bench", 1, kib << 10);
    }

    /** All messages were seen before. */
    @Benchmark
    public SurfaceRequest readWarm() throws MalformedRequestException {
        return surface.read(body, "tenant");
    }

    /** No message was seen before. */
    @Benchmark
    public SurfaceRequest readCold() throws MalformedRequestException {
        return surface.read(body, "tenant-" + tenants++);
    }

    /** For a backend that only speaks chat completions; chat itself goes as it is. */
    @Benchmark
    public byte[] translated() throws UntranslatableException {
        return translation.isEmpty() ? body : translation.get().translate(body).body();
    }
}
