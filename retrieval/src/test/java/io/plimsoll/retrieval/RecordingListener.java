package io.plimsoll.retrieval;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what an archive told. Thread-safe. */
public final class RecordingListener implements ArchiveListener {

    private final List<Degradation> degradations = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger embedded = new AtomicInteger();

    public List<Degradation> degradations() {
        return degradations;
    }

    public List<String> messages() {
        return messages;
    }

    /** How many passages were embedded in the background. */
    public int embedded() {
        return embedded.get();
    }

    @Override
    public void degraded(Degradation reason, String message) {
        degradations.add(reason);
        messages.add(message);
    }

    @Override
    public void embedded(int passages) {
        embedded.addAndGet(passages);
    }
}
