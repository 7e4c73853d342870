package io.plimsoll.gateway;

import io.plimsoll.budget.config.ArchiveSettings;
import io.plimsoll.budget.config.Embedding;
import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.ArchiveOptions;
import io.plimsoll.retrieval.Archives;
import io.plimsoll.retrieval.Durability;
import java.util.Optional;

/** Opens the archive that a policy file describes. Blocking. */
@FunctionalInterface
interface ArchiveOpening {

    /** The archive, which the caller closes. */
    Archive open(ArchiveSettings settings, ArchiveListener listener);

    /** The archive in the folder that the settings name. */
    static Archive onDisk(ArchiveSettings settings, ArchiveListener listener) {
        ArchiveOptions options = ArchiveOptions.defaults()
                .withDurability(
                        switch (settings.effectiveDurability()) {
                            case SEARCHABLE -> Durability.SEARCHABLE;
                            case COMMITTED -> Durability.COMMITTED;
                        });
        if (settings.effectiveEmbedding() == Embedding.NONE) {
            return Archives.open(settings.effectivePath(), options, Optional.empty(), listener);
        }
        return Archives.open(settings.effectivePath(), options, listener);
    }
}
