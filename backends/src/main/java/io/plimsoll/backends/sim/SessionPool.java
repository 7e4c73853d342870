package io.plimsoll.backends.sim;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A pool that counts tokens and keeps one cached prefix per session. A finished request's tokens become its session's
 * prefix; the prefix freed longest ago gives way first, its tail first. Nothing is shared between sessions, and only hits
 * are rounded down to whole blocks.
 */
final class SessionPool implements KvPool<SessionPrefix> {

    private final int capacity;
    private final int blockTokens;
    private final SequencedMap<String, Integer> cached = new LinkedHashMap<>();
    private int used;
    private int cachedTotal;

    SessionPool(ReplicaSpec.Pool pool) {
        capacity = pool.tokens();
        blockTokens = pool.blockTokens();
    }

    @Override
    public @Nullable Place tryPlace(SessionPrefix prefix, int promptTokens) {
        if (used + promptTokens > ReplicaSpec.ADMISSION_SHARE * capacity) {
            return null;
        }
        int own = take(prefix.session());
        int hit = Math.min(Math.min(own, prefix.commonTokens()), promptTokens - 1);
        var place = new SessionPlace(prefix.session(), hit - hit % blockTokens);
        place.grow(promptTokens);
        return place;
    }

    @Override
    public int roomForSteps(Collection<? extends Place> growing) {
        return (capacity - used) / growing.size();
    }

    @Override
    public SessionPrefix continued(SessionPrefix prefix, int contextTokens) {
        return new SessionPrefix(prefix.session(), contextTokens);
    }

    @Override
    public int usedTokens() {
        return used;
    }

    @Override
    public int cachedTokens() {
        return cachedTotal;
    }

    @Override
    public int capacityTokens() {
        return capacity;
    }

    private int take(String session) {
        Integer tokens = cached.remove(session);
        if (tokens == null) {
            return 0;
        }
        cachedTotal -= tokens;
        return tokens;
    }

    private void evict() {
        while (used + cachedTotal > capacity) {
            var oldest = cached.firstEntry();
            int excess = used + cachedTotal - capacity;
            if (oldest.getValue() <= excess) {
                take(oldest.getKey());
            } else {
                cached.replace(oldest.getKey(), oldest.getValue() - excess);
                cachedTotal -= excess;
            }
        }
    }

    private final class SessionPlace implements Place {
        private final String session;
        private final int hitTokens;
        private int held;

        SessionPlace(String session, int hitTokens) {
            this.session = session;
            this.hitTokens = hitTokens;
        }

        @Override
        public int hitTokens() {
            return hitTokens;
        }

        @Override
        public void grow(int tokens) {
            held += tokens;
            used += tokens;
            evict();
        }

        @Override
        public void filled(int tokens) {
            // Sessions share nothing, so what a running request has computed is nobody else's.
        }

        @Override
        public void free(int computedTokens) {
            used -= held;
            take(session);
            if (computedTokens > 0) {
                cached.putLast(session, computedTokens);
                cachedTotal += computedTokens;
            }
        }
    }
}
