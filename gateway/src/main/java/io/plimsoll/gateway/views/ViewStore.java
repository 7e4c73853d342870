package io.plimsoll.gateway.views;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.compression.ChainHash;
import java.util.List;
import java.util.Optional;

/**
 * Keeps lanes beyond the process, within bounds of its own: a lane that it has dropped goes on without edits, which is right
 * and costs a prefill. Thread-safe. All methods but {@link #mayHold} may block, so they are not called on event loops; they
 * throw {@link ViewStoreException} where the store could not be read or written.
 */
public interface ViewStore extends AutoCloseable {

    /** Keeps nothing. */
    ViewStore NONE = new NoViews();

    /** Whether {@link #load} may find this lane. Never blocks; a store that cannot tell says yes. */
    boolean mayHold(LaneKey lane);

    /** Whether {@link #find} may find a lane by these ends. Never blocks; a store that cannot tell says yes. */
    boolean mayHold(String tenant, String scope, List<ChainHash> chain);

    /** The lane of this name as it was last saved. */
    Optional<KeptLane> load(LaneKey lane);

    /**
     * The lane whose history has ended with one of these hashes; if several have, the one with the hash that comes last.
     *
     * @param chain the hashes of a history, or of the newer part of it, in order
     */
    Optional<KeptLane> find(String tenant, String scope, List<ChainHash> chain);

    /**
     * Takes the place of what was kept of this lane. When it returns, a process that starts after this one was killed finds
     * the lane as it is here. Two saves of one lane are never made at the same time.
     */
    void save(KeptLane lane);

    /**
     * Forgets all lanes of a session and leaves nothing of them.
     *
     * @return how many there were
     */
    int deleteSession(String tenant, String session);

    /**
     * Forgets all lanes of a tenant and leaves nothing of them.
     *
     * @return how many there were
     */
    int deleteTenant(String tenant);

    /** Lets go of what it is kept in. */
    @Override
    void close();
}
