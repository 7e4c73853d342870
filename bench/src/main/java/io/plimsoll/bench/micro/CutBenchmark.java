package io.plimsoll.bench.micro;

import io.plimsoll.compression.Cut;
import io.plimsoll.compression.View;
import io.plimsoll.gateway.surface.MalformedRequestException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a cut costs the turn that it is made on, and what every other turn costs. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 4)
@Fork(1)
public class CutBenchmark {

    /** Planning the cut of a history that is over its line: lines chosen, block written and counted. */
    @Benchmark
    public Optional<Cut> cut(CutState state) {
        return state.planner.plan(state.counted, View.EMPTY, state.due);
    }

    /** A turn of a lane that was cut before and is below its line: read, rendered, nothing planned, spliced. */
    @Benchmark
    public void turnWithoutCut(CutState state, Blackhole sink) throws MalformedRequestException {
        sink.consume(state.surface.read(state.body, "tenant"));
        sink.consume(state.planner.plan(state.counted, state.cut, state.notDue));
        sink.consume(state.cut.render(state.counted).apply(state.body));
    }
}
