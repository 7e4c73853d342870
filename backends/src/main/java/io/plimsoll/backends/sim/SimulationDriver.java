package io.plimsoll.backends.sim;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets a {@link ReplicaSimulation} run alongside real time: asks it when something happens next, sleeps until then, and
 * tells each request's own listener. A timer cannot be finer than a millisecond, so at high speed one waking covers many
 * steps. Belongs to one event loop.
 */
final class SimulationDriver {

    /** What one request hears of its course. */
    interface Course {
        void admitted(int hitTokens);

        void generated(int tokens);

        void ended();
    }

    private final Vertx vertx;
    private final SimulationPace pace;
    private final LongSupplier nanoTime;
    private final long epoch;
    private final ReplicaSimulation<PromptBlocks> simulation;
    private final EngineMetrics metrics;
    private final Map<Long, Course> courses = new HashMap<>();
    private long lastId;
    private boolean timed;
    private long timer;

    SimulationDriver(Vertx vertx, ReplicaSpec spec, SimulationPace pace, LongSupplier nanoTime, EngineMetrics metrics) {
        this.vertx = vertx;
        this.pace = pace;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
        epoch = nanoTime.getAsLong();
        simulation = ReplicaSimulation.byContent(spec, new Dispatch());
    }

    ReplicaSimulation<PromptBlocks> simulation() {
        return simulation;
    }

    /** Sends a request now, and returns what {@link #cancel} calls it. */
    long submit(PromptBlocks blocks, int promptTokens, int outputTokens, Course course) {
        long id = ++lastId;
        catchUp();
        double now = simulation.time();
        courses.put(id, course);
        metrics.submitted(id, now, promptTokens, outputTokens);
        simulation.submit(new SimulatedRequest<>(id, blocks, promptTokens, outputTokens), now);
        schedule();
        return id;
    }

    /** Ends a request whose client has gone; nothing happens if it has ended already. */
    void cancel(long id) {
        if (courses.remove(id) != null) {
            simulation.cancel(id);
            metrics.forget(id);
            schedule();
        }
    }

    private void wake() {
        timed = false;
        switch (pace) {
            case SimulationPace.Scaled scaled -> catchUp();
            case SimulationPace.FastForward fast -> simulation.runUntilNextEnd();
        }
        schedule();
    }

    private void catchUp() {
        if (pace instanceof SimulationPace.Scaled(double speed)) {
            simulation.advanceTo(Math.max(simulation.time(), (nanoTime.getAsLong() - epoch) / 1e9 * speed));
        }
    }

    private void schedule() {
        if (timed && pace instanceof SimulationPace.FastForward) {
            // Putting the jump off with every request would starve those already there.
            return;
        }
        if (timed) {
            vertx.cancelTimer(timer);
        }
        double next = simulation.nextEventTime();
        timed = next < Double.POSITIVE_INFINITY;
        if (timed) {
            long delay = switch (pace) {
                case SimulationPace.Scaled(double speed) ->
                    (long) Math.ceil(next / speed * 1e3 - (nanoTime.getAsLong() - epoch) / 1e6);
                case SimulationPace.FastForward fast -> 1;
            };
            timer = vertx.setTimer(Math.max(1, delay), id -> wake());
        }
    }

    /** Hands the simulation's events to the metrics and to the request that each is about. */
    private final class Dispatch implements SimulationListener {

        @Override
        public void admitted(long id, double time, int hitTokens) {
            metrics.admitted(id, time, hitTokens);
            course(id).admitted(hitTokens);
        }

        @Override
        public void firstToken(long id, double time) {
            metrics.firstToken(id, time);
            course(id).generated(1);
        }

        @Override
        public void decoded(long id, int tokens, double start, double end) {
            metrics.decoded(id, tokens, start, end);
            course(id).generated(tokens);
        }

        @Override
        public void ended(long id, double time) {
            metrics.ended(id, time);
            var course = course(id);
            courses.remove(id);
            course.ended();
        }

        private Course course(long id) {
            var course = courses.get(id);
            if (course == null) {
                throw new IllegalStateException("request " + id + " has no course");
            }
            return course;
        }
    }
}
