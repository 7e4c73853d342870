package io.plimsoll.retrieval.embed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Vectors, remembered by content, for callers who can only wait so long.
 *
 * <p>Thread-safe. Owns a bounded pool of daemon threads, one per core, and at most {@value #MAX_WAITING} waiting texts; more
 * are answered as {@link Outcome.Late}. Remembers the last {@value #MAX_REMEMBERED} vectors (1.5 KB each at 384
 * components). Closes the embedder.
 */
public final class Embeddings implements AutoCloseable {

    private static final int MAX_WAITING = 1_024;
    private static final int MAX_REMEMBERED = 20_000;

    private final Embedder embedder;
    private final Cache<ContentKey, float[]> remembered =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();
    private final ThreadPoolExecutor pool;

    public Embeddings(Embedder embedder) {
        this.embedder = embedder;
        int cores = Runtime.getRuntime().availableProcessors();
        this.pool = new ThreadPoolExecutor(
                cores,
                cores,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().daemon().name("plimsoll-embed-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /** See {@link Embedder#model}. */
    public String model() {
        return embedder.model();
    }

    /** Forgets all vectors, those of texts that were deleted among them. */
    public void forgetAll() {
        remembered.invalidateAll();
    }

    /** See {@link Embedder#relevantCosine}. */
    public double relevantCosine() {
        return embedder.relevantCosine();
    }

    /**
     * The vector of a text, computed on the calling thread if need be. Not to be changed.
     *
     * @throws EmbeddingException if the model fails
     */
    public float[] embed(EmbeddingInput input) {
        var key = ContentKey.of(input);
        var known = remembered.getIfPresent(key);
        if (known != null) {
            return known;
        }
        // Outside the cache's own computation: two threads may both compute, but neither blocks other keys for 20 ms.
        var vector = embedder.embed(input);
        remembered.put(key, vector);
        return vector;
    }

    /** The vectors of all texts, or none of them. What is computed too late is remembered for the next time. */
    public Outcome embedAll(List<? extends EmbeddingInput> inputs, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        var futures = new ArrayList<Future<float[]>>(inputs.size());
        try {
            for (var input : inputs) {
                var known = remembered.getIfPresent(ContentKey.of(input));
                futures.add(known == null ? pool.submit(() -> embed(input)) : CompletableFuture.completedFuture(known));
            }
            var vectors = new ArrayList<float[]>(inputs.size());
            for (var future : futures) {
                vectors.add(future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
            }
            return new Outcome.Ready(vectors);
        } catch (TimeoutException | RejectedExecutionException | CancellationException e) {
            return new Outcome.Late();
        } catch (ExecutionException e) {
            return new Outcome.Failed(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Late();
        } finally {
            futures.forEach(future -> future.cancel(false));
        }
    }

    /** Waits up to ten seconds for computations in progress, since native memory must not go under them. */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            if (pool.awaitTermination(10, TimeUnit.SECONDS)) {
                embedder.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What became of a wait. Closed: a caller either has all vectors, or goes on without any. */
    public sealed interface Outcome {

        /** All vectors, in the order asked for. Not to be changed. */
        record Ready(List<float[]> vectors) implements Outcome {
            public Ready {
                vectors = List.copyOf(vectors);
            }
        }

        /** The deadline passed, or too many texts wait already. */
        record Late() implements Outcome {}

        /** The model failed. */
        record Failed(String cause) implements Outcome {}
    }
}
