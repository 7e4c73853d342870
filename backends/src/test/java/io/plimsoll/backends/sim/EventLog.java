package io.plimsoll.backends.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Remembers what a simulation says about its requests. */
class EventLog implements SimulationListener {

    final Map<Long, Integer> hits = new HashMap<>();
    final Map<Long, Double> firsts = new HashMap<>();
    final Map<Long, Double> ends = new HashMap<>();
    final Map<Long, Integer> tokens = new HashMap<>();
    final List<Long> preempted = new ArrayList<>();

    @Override
    public void admitted(long id, double time, int hitTokens) {
        hits.put(id, hitTokens);
    }

    @Override
    public void firstToken(long id, double time) {
        firsts.put(id, time);
        tokens.merge(id, 1, Integer::sum);
    }

    @Override
    public void decoded(long id, int count, double start, double end) {
        tokens.merge(id, count, Integer::sum);
    }

    @Override
    public void preempted(long id, double time) {
        preempted.add(id);
    }

    @Override
    public void ended(long id, double time) {
        ends.put(id, time);
    }

    /** When {@code id} ended. */
    double end(long id) {
        return Objects.requireNonNull(ends.get(id), "request " + id + " has not ended");
    }
}
