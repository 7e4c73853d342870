package io.plimsoll.backends.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

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
 * Decides what each step of a replica does: who waits, who runs, who loses its place. Not thread-safe.
 *
 * @param <P> how prompts say what they share
 */
final class Scheduler<P> {

    private static final int MIN_PREFILL = 256;

    record Chunk<P>(Sequence<P> sequence, int tokens) {}

    record Step<P>(List<Chunk<P>> chunks, List<Sequence<P>> decoding, int steps, double start, double end) {}

    private final ReplicaSpec spec;
    private final StepTimes times;
    private final KvPool<P> pool;
    private final SimulationListener listener;
    private final Tally tally;
    private final Deque<Sequence<P>> waiting = new ArrayDeque<>();
    private final List<Sequence<P>> running = new ArrayList<>();

    Scheduler(ReplicaSpec spec, KvPool<P> pool, SimulationListener listener, Tally tally) {
        this.spec = spec;
        this.pool = pool;
        this.listener = listener;
        this.tally = tally;
        times = new StepTimes(spec);
    }

    void add(Sequence<P> arrived) {
        waiting.add(arrived);
    }

    /** Takes a request out, whether it runs or waits; what it computed stays cached. False if it is not here. */
    boolean remove(Sequence<P> sequence) {
        if (!sequence.running()) {
            return waiting.remove(sequence);
        }
        running.remove(sequence);
        sequence.stop();
        return true;
    }

    boolean hasWork() {
        return !waiting.isEmpty() || !running.isEmpty();
    }

    int running() {
        return running.size();
    }

    int waiting() {
        return waiting.size();
    }

    /**
     * The step that begins at {@code start}: admits, preempts, and takes the room that it needs.
     *
     * @param horizon when the owner looks next; a stretch of steps does not go beyond it
     * @param nextArrival when a request arrives next; a stretch ends with the step in which it does
     */
    Step<P> plan(double start, double horizon, double nextArrival) {
        boolean admitting = true;
        while (true) {
            var decoding = running.stream().filter(Sequence::decoding).toList();
            var chunks = chunks(decoding.size(), admitting, start);
            var growing = decoding.stream().map(Sequence::place).toList();
            int room = growing.isEmpty() ? 1 : pool.roomForSteps(growing);
            if (room > 0) {
                int steps = chunks.isEmpty() ? stretch(decoding, room, horizon - start, nextArrival - start) : 1;
                growing.forEach(place -> place.grow(steps));
                return new Step<>(chunks, decoding, steps, start, start + duration(chunks, decoding, steps));
            }
            preemptLast(start);
            admitting = false;
        }
    }

    private List<Chunk<P>> chunks(int decoding, boolean admitting, double start) {
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
        while (admitting && budget > 0 && tryAdmit(start)) {
            var sequence = running.getLast();
            int tokens = Math.min(budget, sequence.remainingPrompt());
            chunks.add(new Chunk<>(sequence, tokens));
            budget -= tokens;
        }
        return chunks;
    }

    private boolean tryAdmit(double time) {
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
        listener.admitted(head.request().id(), time, hit);
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
    private int stretch(List<Sequence<P>> decoding, int room, double visible, double undisturbed) {
        int most = room;
        for (var sequence : decoding) {
            most = Math.min(most, sequence.remainingOutput());
        }
        int steps = Math.min(stepsWithin(visible, decoding, most), stepsWithin(undisturbed, decoding, most) + 1);
        return Math.max(1, Math.min(most, steps));
    }

    private int stepsWithin(double seconds, List<Sequence<P>> decoding, int most) {
        long contexts = contexts(decoding);
        int fits = 0;
        int tooLong = most + 1;
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) >>> 1;
            if (times.decode(middle, decoding.size(), contexts) <= seconds) {
                fits = middle;
            } else {
                tooLong = middle;
            }
        }
        return fits;
    }

    private double duration(List<Chunk<P>> chunks, List<Sequence<P>> decoding, int steps) {
        long contexts = contexts(decoding);
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

    private static long contexts(List<? extends Sequence<?>> decoding) {
        long contexts = 0;
        for (var sequence : decoding) {
            contexts += sequence.kvTokens();
        }
        return contexts;
    }
}
