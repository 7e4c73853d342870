package io.plimsoll.bench.micro;

import io.plimsoll.compression.Cut;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.CutPlanner;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** What is done with a history: counting, cutting, and replaying a cut. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HistoryBenchmark {

    /** No message was counted before. */
    @Benchmark
    public int[] countCold(HistoryState state) {
        return state.countMessages();
    }

    /** The view of a lane that was cut once, for a request that repeats its history. */
    @Benchmark
    public RenderedView renderCut(HistoryState state) {
        return state.cut.render(state.counted);
    }

    /** The bytes that such a view makes. */
    @Benchmark
    public byte[] spliceCut(HistoryState state) {
        return state.cut.render(state.counted).apply(state.body);
    }

    /** Planning a cut from the whole history to a quarter of it. */
    @Benchmark
    public Optional<Cut> planCut(HistoryState state) {
        return new CutPlanner(state.counter, state.history.blocks()).plan(state.counted, View.EMPTY, state.goal);
    }
}
