package io.plimsoll.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.Degradation;
import io.plimsoll.retrieval.RecallResult;
import java.util.Locale;

/** The meters of the archive. Thread-safe. */
public final class ArchiveMeters implements ArchiveListener {

    private final MeterRegistry registry;

    public ArchiveMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void stored(int documents, int passages) {
        counter("plimsoll.archive.documents", "Messages that cuts moved to the archive")
                .register(registry)
                .increment(documents);
        counter("plimsoll.archive.passages", "Passages that they were kept as")
                .register(registry)
                .increment(passages);
    }

    @Override
    public void recalled(RecallResult.Mode mode, int passages) {
        counter("plimsoll.archive.recalls", "Questions to the archive by how their passages were found")
                .tag("mode", word(mode))
                .register(registry)
                .increment();
    }

    @Override
    public void embedded(int passages) {
        counter("plimsoll.archive.embedded", "Passages that got their embeddings")
                .register(registry)
                .increment(passages);
    }

    @Override
    public void degraded(Degradation reason, String message) {
        counter("plimsoll.archive.degraded", "Times that the archive did less than it could, by why")
                .tag("reason", word(reason))
                .register(registry)
                .increment();
    }

    private static Counter.Builder counter(String name, String description) {
        return Counter.builder(name).description(description);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
