package io.plimsoll.retrieval.index;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plimsoll.retrieval.rank.SessionPassages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sessions decoded for recall, the least recently used forgotten first. Thread-safe.
 *
 * <p>Never hands out a session as it was before a change that has returned: a store drops the session (which waits for a load
 * in progress), a deletion ends the age of all that was loaded before it.
 */
final class SessionCache {

    private final PassageIndex index;
    private final Optional<String> model;
    private final Cache<SessionKey, Loaded> sessions;
    private final AtomicLong age = new AtomicLong();

    SessionCache(PassageIndex index, Optional<String> model, long maxCharacters) {
        this.index = index;
        this.model = model;
        this.sessions = Caffeine.newBuilder()
                .maximumWeight(maxCharacters)
                .<SessionKey, Loaded>weigher((key, loaded) ->
                        (int) Math.min(Integer.MAX_VALUE, loaded.passages().characters()))
                .build();
    }

    SessionPassages get(SessionKey key) throws IOException {
        var ready = sessions.getIfPresent(key);
        if (ready != null && ready.age() == age.get()) {
            return ready.passages();
        }
        try {
            return sessions.asMap()
                    .compute(key, (k, known) -> known != null && known.age() == age.get() ? known : load(k))
                    .passages();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** After a store. */
    void drop(SessionKey key) {
        sessions.invalidate(key);
    }

    /** After a deletion. */
    void dropAll() {
        age.incrementAndGet();
        sessions.invalidateAll();
    }

    private Loaded load(SessionKey key) {
        // The age first: if a deletion comes between, the session is of the old age and loaded again.
        long now = age.get();
        try {
            return new Loaded(now, SessionPassages.of(index.session(key, model)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Loaded(long age, SessionPassages passages) {}
}
