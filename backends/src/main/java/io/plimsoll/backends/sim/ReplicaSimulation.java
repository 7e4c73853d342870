package io.plimsoll.backends.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/*
 * The step loop of a continuous-batching engine (vllm/v1/core/sched/scheduler.py is the pattern):
 *
 * 1. Requests are admitted from a first-in-first-out queue while the step has prefill budget left, fewer than the allowed
 *    number run, and the whole prompt fits in the pool. The head of the queue blocks those behind it.
 * 2. Running prefills, in order of admission, share the step's tokens that decoding leaves, at least MIN_PREFILL.
 * 3. Every decoding request makes one token; the step that ends a prompt makes its first one.
 * 4. When that growth does not fit, the request admitted last loses its place and waits at the queue's head.
 *
 * Stretches of decode steps in which nothing can change are computed in closed form: k steps of n sequences take
 * k * first + n * kv * k(k-1)/2. A stretch ends with the step in which a request arrives, the pool is full, an answer is
 * complete, or the owner wants to look.
 */

/**
 * One replica of a batching engine under load, computed event by event: no threads, no real time, the same calls give the
 * same answers. Time is in simulated seconds from 0 and only moves when the owner says so. Not thread-safe.
 *
 * @param <P> how prompts say what they share: {@link SessionPrefix} or {@link PromptBlocks}
 */
public final class ReplicaSimulation<P> {

    private static final int MIN_PREFILL = 256;

    private record Chunk<P>(Sequence<P> sequence, int tokens) {}

    private record Step<P>(List<Chunk<P>> chunks, List<Sequence<P>> decoding, int steps, double start, double end) {}

    private final ReplicaSpec spec;
    private final StepTimes times;
    private final KvPool<P> pool;
    private final SimulationListener listener;
    private final Map<Long, Sequence<P>> live = new HashMap<>();
    private final PriorityQueue<Sequence<P>> arriving =
            new PriorityQueue<>(Comparator.<Sequence<P>>comparingDouble(Sequence::arrivesAt)
                    .thenComparingLong(sequence -> sequence.request().id()));
    private final Deque<Sequence<P>> waiting = new ArrayDeque<>();
    private final List<Sequence<P>> running = new ArrayList<>();
    private final Tally tally = new Tally();
    private @Nullable Step<P> step;
    private double now;
    private double boundary;

    private ReplicaSimulation(ReplicaSpec spec, KvPool<P> pool, SimulationListener listener) {
        this.spec = spec;
        this.pool = pool;
        this.listener = listener;
        times = new StepTimes(spec);
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
        if (sequence.running()) {
            running.remove(sequence);
            sequence.stop();
        } else if (!waiting.remove(sequence)) {
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
        if (!waiting.isEmpty() || !running.isEmpty()) {
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
        return running.size();
    }

    /** Requests that wait for a place. */
    public int waiting() {
        return waiting.size();
    }

    /** Requests that have no place in the pool yet or again, those that the front end still reads included. */
    public int queued() {
        return live.size() - running.size();
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
            waiting.add(arriving.remove());
        }
        step = plan(boundary, horizon);
    }

    private Step<P> plan(double start, double horizon) {
        boolean admitting = true;
        while (true) {
            var decoding = running.stream().filter(Sequence::decoding).toList();
            var chunks = chunks(decoding.size(), admitting);
            var growing = decoding.stream().map(Sequence::place).toList();
            int room = growing.isEmpty() ? 1 : pool.roomForSteps(growing);
            if (room > 0) {
                int steps = chunks.isEmpty() ? stretch(decoding, room, start, horizon) : 1;
                growing.forEach(place -> place.grow(steps));
                return new Step<>(chunks, decoding, steps, start, start + duration(chunks, decoding, steps));
            }
            preemptLast(start);
            admitting = false;
        }
    }

    private List<Chunk<P>> chunks(int decoding, boolean admitting) {
        int limit = spec.pool().chunkTokens();
        int budget = Math.max(Math.min(MIN_PREFILL, limit), limit - decoding);
        var chunks = new ArrayList<Chunk<P>>();
        for (var sequence : running) {
            int tokens = Math.min(budget, sequence.remainingPrompt());
            if (tokens > 0) {
                chunks.add(new Chunk<>(sequence, tokens));
                budget -= tokens;
            }
        }
        while (admitting && budget > 0 && tryAdmit()) {
            var sequence = running.getLast();
            int tokens = Math.min(budget, sequence.remainingPrompt());
            chunks.add(new Chunk<>(sequence, tokens));
            budget -= tokens;
        }
        return chunks;
    }

    private boolean tryAdmit() {
        var head = waiting.peek();
        if (head == null || running.size() >= spec.pool().maxSequences() || !head.tryStart(pool)) {
            return false;
        }
        waiting.remove();
        running.add(head);
        int hit = head.place().hitTokens();
        if (!head.resumed()) {
            tally.prompt += head.request().promptTokens();
            tally.hit += hit;
        }
        listener.admitted(head.request().id(), boundary, hit);
        return true;
    }

    private void preemptLast(double time) {
        var last = running.removeLast();
        last.preempt(pool);
        waiting.addFirst(last);
        tally.preemptions++;
        listener.preempted(last.request().id(), time);
    }

    /** How many decode steps pass as one: at least 1, and none that could turn out otherwise. */
    private int stretch(List<Sequence<P>> decoding, int room, double start, double horizon) {
        int most = room;
        for (var sequence : decoding) {
            most = Math.min(most, sequence.remainingOutput());
        }
        int visible = stepsWithin(horizon - start, decoding, most);
        int undisturbed =
                arriving.isEmpty() ? most : 1 + stepsWithin(arriving.peek().arrivesAt() - start, decoding, most);
        return Math.max(1, Math.min(most, Math.min(visible, undisturbed)));
    }

    private int stepsWithin(double seconds, List<Sequence<P>> decoding, int most) {
        int fits = 0;
        int tooLong = most + 1;
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) >>> 1;
            if (duration(List.of(), decoding, middle) <= seconds) {
                fits = middle;
            } else {
                tooLong = middle;
            }
        }
        return fits;
    }

    private double duration(List<Chunk<P>> chunks, List<Sequence<P>> decoding, int steps) {
        long contexts = 0;
        for (var sequence : decoding) {
            contexts += sequence.kvTokens();
        }
        if (chunks.isEmpty()) {
            return times.decode(steps, decoding.size(), contexts);
        }
        int tokens = decoding.size();
        double prefill = 0;
        for (var chunk : chunks) {
            tokens += chunk.tokens();
            prefill += times.prefill(chunk.tokens(), chunk.sequence().done());
        }
        return times.base(tokens) + times.kvRead(contexts) + prefill;
    }

    private void finish(Step<P> ending) {
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

    private void finish(Chunk<P> chunk, Step<P> ending) {
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
            running.remove(sequence);
            live.remove(sequence.request().id());
            tally.finished++;
            tally.kvTurns += sequence.kvTokens();
            sequence.stop();
            listener.ended(sequence.request().id(), boundary);
        }
    }

    private static void requireThat(SimulatedRequest<?> request, boolean holds, String what, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("request " + request.id() + ": " + what + " (expected: " + rule + ")");
        }
    }

    /** Running sums behind {@link SimulationStatistics}. */
    private static final class Tally {
        private long submitted;
        private long finished;
        private long cancelled;
        private long preemptions;
        private long prompt;
        private long hit;
        private long prefilled;
        private long generated;
        private long kvTurns;
        private final TimeSamples firstToken = new TimeSamples();

        SimulationStatistics snapshot() {
            return new SimulationStatistics(
                    new SimulationStatistics.Requests(submitted, finished, cancelled, preemptions),
                    new SimulationStatistics.Tokens(prompt, hit, prefilled, generated, kvTurns),
                    firstToken.summary());
        }
    }
}
