package io.plimsoll.budget.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shared prefixes of one pool, each with its blocks and the number of its holders. Not thread-safe. */
final class PrefixShelf {

    private final Map<SharedPrefix, Entry> entries = new HashMap<>();

    @Nullable
    Entry find(SharedPrefix prefix) {
        return entries.get(prefix);
    }

    Entry findOrAdd(SharedPrefix prefix) {
        return entries.computeIfAbsent(prefix, Entry::new);
    }

    void remove(Entry entry) {
        entries.remove(entry.prefix);
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    /** Blocks are reserved while a request holds them, idle while only resting lanes do. */
    static final class Entry {

        final SharedPrefix prefix;
        final BlockCount blocks = new BlockCount(0);
        int running;
        int resting;

        private Entry(SharedPrefix prefix) {
            this.prefix = prefix;
        }

        boolean isRunning() {
            return running > 0;
        }
    }
}
