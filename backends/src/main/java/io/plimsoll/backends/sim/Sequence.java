package io.plimsoll.backends.sim;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The course of one request through a {@link ReplicaSimulation}: arriving, waiting, running, and waiting again after each
 * preemption. Not thread-safe.
 */
final class Sequence<P> {

    private final SimulatedRequest<P> request;
    private final double sentAt;
    private final double arrivesAt;
    private P prefix;
    private int prompt;
    private int done;
    private int generated;
    private int produced;
    private boolean resumed;
    private KvPool.@Nullable Place place;

    Sequence(SimulatedRequest<P> request, double sentAt, double arrivesAt) {
        this.request = request;
        this.sentAt = sentAt;
        this.arrivesAt = arrivesAt;
        prefix = request.prefix();
        prompt = request.promptTokens();
    }

    SimulatedRequest<P> request() {
        return request;
    }

    double sentAt() {
        return sentAt;
    }

    double arrivesAt() {
        return arrivesAt;
    }

    boolean tryStart(KvPool<P> pool) {
        place = pool.tryPlace(prefix, prompt);
        if (place == null) {
            return false;
        }
        done = place.hitTokens();
        return true;
    }

    boolean running() {
        return place != null;
    }

    KvPool.Place place() {
        return Objects.requireNonNull(place, "place of a waiting request");
    }

    boolean decoding() {
        return done == prompt;
    }

    /** Prompt tokens that are in the cache or prefilled. */
    int done() {
        return done;
    }

    int remainingPrompt() {
        return prompt - done;
    }

    int remainingOutput() {
        return request.outputTokens() - produced;
    }

    /** Tokens generated so far, those before a preemption included. */
    int produced() {
        return produced;
    }

    /**
     * Tokens whose KV is computed. The newest token's is not: the step that makes the next one computes it.
     */
    int kvTokens() {
        return decoding() ? prompt + generated - 1 : done;
    }

    /** Whether it has run before. */
    boolean resumed() {
        return resumed;
    }

    void prefilled(int tokens) {
        done += tokens;
        place().filled(done);
    }

    void generated(int tokens) {
        generated += tokens;
        produced += tokens;
        place().filled(kvTokens());
    }

    /** Gives up the place in the pool. What was computed stays as cached prefix. */
    void stop() {
        place().free(kvTokens());
        place = null;
    }

    /** Gives up the place in the pool, to start over with what was computed so far as the prompt. */
    void preempt(KvPool<P> pool) {
        stop();
        resumed = true;
        prompt += Math.max(0, generated - 1);
        generated = 0;
        done = 0;
        prefix = pool.continued(prefix, prompt);
    }
}
