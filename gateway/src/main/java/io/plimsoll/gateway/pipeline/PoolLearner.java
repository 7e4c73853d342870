package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.Backend;
import io.plimsoll.backends.BackendListener;
import io.plimsoll.backends.BackendState;
import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.resilience.BackendFailure;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.ledger.KvLedger;
import java.util.List;
import java.util.function.Supplier;

/** Hears what happens to backends: keeps the ledger's pools as they report them, and passes all on. */
public final class PoolLearner implements BackendListener {

    private final KvPools pools;
    private final BackendListener next;

    public PoolLearner(Supplier<PolicyFile> policy, KvLedger ledger, BackendListener next) {
        this.pools = new KvPools(policy, ledger);
        this.next = next;
    }

    /** Gives each backend a pool before anything is known of it. */
    public void open(List<Backend> backends) {
        backends.forEach(backend -> pools.open(backend.name()));
    }

    @Override
    public void stateChanged(Backend backend, BackendState before, BackendState after) {
        if (after instanceof BackendState.Healthy) {
            pools.learn(backend);
        }
        next.stateChanged(backend, before, after);
    }

    @Override
    public void loadRead(Backend backend, LoadSample sample) {
        next.loadRead(backend, sample);
    }

    @Override
    public void failed(Backend backend, BackendFailure failure) {
        next.failed(backend, failure);
    }

    @Override
    public void refused(Backend backend) {
        next.refused(backend);
    }
}
