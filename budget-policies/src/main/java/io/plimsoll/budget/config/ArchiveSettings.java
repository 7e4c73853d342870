package io.plimsoll.budget.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where cut text is kept.
 *
 * @param path a folder
 * @param durability when archived text counts as safe
 * @param embedding the model that makes it searchable by meaning
 */
public record ArchiveSettings(
        @Nullable Path path,
        @Nullable Durability durability,
        @Nullable Embedding embedding) {

    static final ArchiveSettings ABSENT = new ArchiveSettings(null, null, null);

    /** The folder, by default {@code plimsoll-data} in the working directory. */
    public Path effectivePath() {
        return path != null ? path : Path.of("plimsoll-data");
    }

    public Durability effectiveDurability() {
        return durability != null ? durability : Durability.SEARCHABLE;
    }

    public Embedding effectiveEmbedding() {
        return embedding != null ? embedding : Embedding.E5_SMALL_V2;
    }
}
