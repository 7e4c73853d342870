package io.plimsoll.gateway.views;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.compression.ChainHash;
import java.util.List;
import java.util.Optional;

/** A store that keeps nothing. */
final class NoViews implements ViewStore {

    @Override
    public boolean mayHold(LaneKey lane) {
        return false;
    }

    @Override
    public boolean mayHold(String tenant, String scope, List<ChainHash> chain) {
        return false;
    }

    @Override
    public Optional<KeptLane> load(LaneKey lane) {
        return Optional.empty();
    }

    @Override
    public Optional<KeptLane> find(String tenant, String scope, List<ChainHash> chain) {
        return Optional.empty();
    }

    @Override
    public void save(KeptLane lane) {
        // what is not kept is not found
    }

    @Override
    public int deleteSession(String tenant, String session) {
        return 0;
    }

    @Override
    public int deleteTenant(String tenant) {
        return 0;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
