package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.plimsoll.bench.cuts.baseline.Baseline;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** A baseline that the client itself applies before it sends. */
record InProcess(Baseline baseline, Counts counts) implements Contestant {

    @Override
    public String label() {
        return baseline.label();
    }

    @Override
    public Route open(int cap, SimulatedEngineOptions engine) throws TimeoutException {
        LoneEngine started = LoneEngine.start(engine);
        return new Started(started.url(), () -> baseline.cutter(cap, counts), List.of(started));
    }
}
