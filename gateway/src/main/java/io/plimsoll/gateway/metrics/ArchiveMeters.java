package io.plimsoll.gateway.metrics;

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
        registry.counter("plimsoll.archive.documents").increment(documents);
        registry.counter("plimsoll.archive.passages").increment(passages);
    }

    @Override
    public void recalled(RecallResult.Mode mode, int passages) {
        registry.counter("plimsoll.archive.recalls", "mode", word(mode)).increment();
    }

    @Override
    public void embedded(int passages) {
        registry.counter("plimsoll.archive.embedded").increment(passages);
    }

    @Override
    public void degraded(Degradation reason, String message) {
        registry.counter("plimsoll.archive.degraded", "reason", word(reason)).increment();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
