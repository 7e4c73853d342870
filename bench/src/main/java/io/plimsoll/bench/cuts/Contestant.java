package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.plimsoll.bench.cuts.baseline.Cutter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One way to keep sessions under a cap, on its way from a client to the engine that keeps what it receives. */
interface Contestant {

    /** How tables call it. */
    String label();

    /** Why it cannot run on this machine, as a sentence; empty where it can. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /**
     * Starts it before an engine of its own.
     *
     * @param cap tokens that a request may have
     */
    Route open(int cap, SimulatedEngineOptions engine) throws Exception;

    /** A started contestant. */
    interface Route extends AutoCloseable {

        /** Where the client sends its requests. */
        URI url();

        /** What the client does to the requests of one session before it sends them. */
        Supplier<Cutter> cutters();
    }

    /**
     * What was started.
     *
     * @param running closed in reverse order
     */
    record Started(URI url, Supplier<Cutter> cutters, List<AutoCloseable> running) implements Route {

        public Started {
            running = List.copyOf(running);
        }

        @Override
        public void close() throws Exception {
            for (AutoCloseable each : running.reversed()) {
                each.close();
            }
        }
    }
}
