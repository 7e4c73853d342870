package io.plimsoll.retrieval;

import java.time.Duration;
import java.util.Objects;

/**
 * How an archive is kept.
 *
 * @param durability what a store promises
 * @param commitInterval how often what is searchable is committed in the background, > 0
 * @param sessionCacheCharacters how much archived text may lie decoded in memory for recall, in characters, >= 0;
 *     vectors come on top, 1.5 KB a passage
 * @param embeddingBacklog how many sessions may wait for their embeddings, >= 1
 */
public record ArchiveOptions(
        Durability durability, Duration commitInterval, long sessionCacheCharacters, int embeddingBacklog) {

    public ArchiveOptions {
        Objects.requireNonNull(durability, "durability");
        if (!commitInterval.isPositive()) {
            throw new IllegalArgumentException(
                    "archive options: commitInterval: " + commitInterval + " (expected: > 0)");
        }
        if (sessionCacheCharacters < 0) {
            throw new IllegalArgumentException(
                    "archive options: sessionCacheCharacters: " + sessionCacheCharacters + " (expected: >= 0)");
        }
        if (embeddingBacklog < 1) {
            throw new IllegalArgumentException(
                    "archive options: embeddingBacklog: " + embeddingBacklog + " (expected: >= 1)");
        }
    }

    /** Searchable at once, committed within a second, 32 million characters of sessions in memory. */
    public static ArchiveOptions defaults() {
        return new ArchiveOptions(Durability.SEARCHABLE, Duration.ofSeconds(1), 32_000_000, 1_024);
    }

    /** These options with another promise. */
    public ArchiveOptions withDurability(Durability other) {
        return new ArchiveOptions(other, commitInterval, sessionCacheCharacters, embeddingBacklog);
    }
}
