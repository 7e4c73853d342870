package io.plimsoll.backends.sim;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One replica of a batching engine under load, computed event by event: no threads, no real time, the same calls give the
 * same answers. Time is in simulated seconds from 0 and only moves when the owner says so. Not thread-safe.
 *
 * @param <P> how prompts say what they share: {@link SessionPrefix} or {@link PromptBlocks}
 */
public final class ReplicaSimulation<P> {

    private final ReplicaSpec spec;
    private final KvPool<P> pool;
    private final SimulationListener listener;
    private final Map<Long, Sequence<P>> live = new HashMap<>();
    private final PriorityQueue<Sequence<P>> arriving =
            new PriorityQueue<>(Comparator.<Sequence<P>>comparingDouble(Sequence::arrivesAt)
                    .thenComparingLong(sequence -> sequence.request().id()));
    private final Scheduler<P> scheduler;
    private final Tally tally = new Tally();
    private Scheduler.@Nullable Step<P> step;
    private double now;
    private double boundary;

    private ReplicaSimulation(ReplicaSpec spec, KvPool<P> pool, SimulationListener listener) {
        this.spec = spec;
        this.pool = pool;
        this.listener = listener;
        scheduler = new Scheduler<>(spec, pool, listener, tally);
    }

    /** A replica whose cache keeps one prefix per session, for loads that are known by their lengths alone. */
    public static ReplicaSimulation<SessionPrefix> bySession(ReplicaSpec spec, SimulationListener listener) {
        return new ReplicaSimulation<>(spec, new SessionPool(spec.pool()), listener);
    }

    /** A replica whose cache recognises prefixes by content, block by block. */
    public static ReplicaSimulation<PromptBlocks> byContent(ReplicaSpec spec, SimulationListener listener) {
        return new ReplicaSimulation<>(spec, new BlockPool(spec.pool()), listener);
    }

    /**
     * Sends a request. It reaches the scheduler when the front end has read its prompt.
     *
     * @param sentAt not before {@link #time()}
     * @throws IllegalArgumentException if it could never run, its id is taken, or {@code sentAt} is past
     */
    public void submit(SimulatedRequest<P> request, double sentAt) {
        requireThat(request, sentAt >= now, "sentAt: " + sentAt, ">= " + now);
        int longest = spec.pool().longestSequence();
        requireThat(
                request,
                (long) request.promptTokens() + request.outputTokens() <= longest,
                "prompt and output: " + request.promptTokens() + " + " + request.outputTokens(),
                "<= " + longest + " tokens, what the pool can hold");
        requireThat(request, !live.containsKey(request.id()), "id", "unique among requests that have not ended");
        var frontEnd = spec.frontEnd();
        double arrivesAt = sentAt + frontEnd.requestSeconds() + frontEnd.secondsPerToken() * request.promptTokens();
        var sequence = new Sequence<>(request, sentAt, arrivesAt);
        live.put(request.id(), sequence);
        arriving.add(sequence);
        tally.submitted++;
    }

    /** Ends a request at once and leaves what it computed in the cache; false if it has ended or never was. */
    public boolean cancel(long id) {
        var sequence = live.remove(id);
        if (sequence == null) {
            return false;
        }
        if (!scheduler.remove(sequence)) {
            arriving.remove(sequence);
        }
        tally.cancelled++;
        return true;
    }

    /**
     * Lets time pass until {@code time}, and tells the listener what happens on the way. A step that has begun and ends
     * later stays in progress.
     */
    public void advanceTo(double time) {
        while (nextEventTime() <= time) {
            advance(time);
        }
        now = Math.max(now, time);
    }

    /** Lets time pass until every request has ended. */
    public void runUntilIdle() {
        while (!live.isEmpty()) {
            advance(Double.POSITIVE_INFINITY);
        }
    }

    /** Lets time pass until a request has ended, if any is there. */
    public void runUntilNextEnd() {
        long before = tally.finished;
        while (!live.isEmpty() && tally.finished == before) {
            advance(Double.POSITIVE_INFINITY);
        }
    }

    /** When something happens next without further submissions; positive infinity when nothing will. */
    public double nextEventTime() {
        if (step != null) {
            return step.end();
        }
        if (scheduler.hasWork()) {
            return boundary;
        }
        return arriving.isEmpty() ? Double.POSITIVE_INFINITY : arriving.peek().arrivesAt();
    }

    /** The time now: that of the call in progress for a listener, else how far the owner has let time pass. */
    public double time() {
        return now;
    }

    /** Requests that have a place in the pool. */
    public int running() {
        return scheduler.running();
    }

    /** Requests that wait for a place. */
    public int waiting() {
        return scheduler.waiting();
    }

    /** Requests that have no place in the pool yet or again, those that the front end still reads included. */
    public int queued() {
        return live.size() - scheduler.running();
    }

    /** Tokens that running requests hold. */
    public int usedTokens() {
        return pool.usedTokens();
    }

    /** Tokens of cached prefixes that no running request uses. */
    public int cachedTokens() {
        return pool.cachedTokens();
    }

    /** All tokens that the pool holds. */
    public int capacityTokens() {
        return pool.capacityTokens();
    }

    /** What has been done so far. */
    public SimulationStatistics statistics() {
        return tally.snapshot();
    }

    private void advance(double horizon) {
        if (step != null) {
            var ending = step;
            step = null;
            finish(ending);
            return;
        }
        boundary = Math.max(boundary, nextEventTime());
        now = boundary;
        while (!arriving.isEmpty() && arriving.peek().arrivesAt() <= boundary) {
            scheduler.add(arriving.remove());
        }
        double nextArrival =
                arriving.isEmpty() ? Double.POSITIVE_INFINITY : arriving.peek().arrivesAt();
        step = scheduler.plan(boundary, horizon, nextArrival);
    }

    private void finish(Scheduler.Step<P> ending) {
        boundary = ending.end();
        now = boundary;
        for (var sequence : ending.decoding()) {
            if (sequence.running()) {
                sequence.generated(ending.steps());
                tally.generated += ending.steps();
                listener.decoded(sequence.request().id(), ending.steps(), ending.start(), ending.end());
                endIfComplete(sequence);
            }
        }
        for (var chunk : ending.chunks()) {
            if (chunk.sequence().running()) {
                finish(chunk, ending);
            }
        }
    }

    private void finish(Scheduler.Chunk<P> chunk, Scheduler.Step<P> ending) {
        var sequence = chunk.sequence();
        sequence.prefilled(chunk.tokens());
        tally.prefilled += chunk.tokens();
        if (!sequence.decoding()) {
            return;
        }
        long id = sequence.request().id();
        sequence.generated(1);
        tally.generated++;
        if (sequence.produced() == 1) {
            tally.firstToken.add(ending.end() - sequence.sentAt());
            listener.firstToken(id, ending.end());
        } else {
            listener.decoded(id, 1, ending.start(), ending.end());
        }
        endIfComplete(sequence);
    }

    private void endIfComplete(Sequence<P> sequence) {
        if (sequence.running() && sequence.remainingOutput() == 0) {
            live.remove(sequence.request().id());
            tally.finished++;
            tally.kvTurns += sequence.kvTokens();
            scheduler.remove(sequence);
            listener.ended(sequence.request().id(), boundary);
        }
    }

    private static void requireThat(SimulatedRequest<?> request, boolean holds, String what, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("request " + request.id() + ": " + what + " (expected: " + rule + ")");
        }
    }
}
