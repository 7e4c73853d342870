package io.plimsoll.backends.sim;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The KV memory of one replica: places of running requests, and what finished ones left behind as cached prefixes, which
 * give way when room is needed. Not thread-safe.
 *
 * @param <P> how a prompt says what it shares with the cache
 */
interface KvPool<P> {

    /** The memory of one running request. Not usable after {@link #free}. */
    interface Place {

        /** How many leading prompt tokens were in the cache when the place was given. */
        int hitTokens();

        /** Makes room for {@code tokens} more; only after {@link KvPool#roomForSteps} said that they fit. */
        void grow(int tokens);

        /** Says that the KV of the first {@code tokens} is computed, so that others can share it. */
        void filled(int tokens);

        /** Gives the place up; the first {@code computedTokens} stay as cached prefix. */
        void free(int computedTokens);
    }

    /** A place for the whole prompt, evicting cached prefixes as needed; null when running requests leave too little. */
    @Nullable
    Place tryPlace(P prefix, int promptTokens);

    /** How many more tokens each of {@code growing} (not empty) can take at least; exact where the answer is 0. */
    int roomForSteps(Collection<? extends Place> growing);

    /** The prefix of a prompt that repeats the {@code contextTokens} tokens which {@code prefix}'s request had reached. */
    P continued(P prefix, int contextTokens);

    /** Tokens that running requests hold. */
    int usedTokens();

    /** Tokens of cached prefixes that nobody uses now. */
    int cachedTokens();

    /** All tokens that fit. */
    int capacityTokens();
}
