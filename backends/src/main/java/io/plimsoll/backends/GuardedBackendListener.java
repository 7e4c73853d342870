package io.plimsoll.backends;

import io.plimsoll.backends.probe.LoadSample;
import io.plimsoll.backends.resilience.BackendFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a listener's exceptions away from the watch, which would otherwise stop with them. */
final class GuardedBackendListener implements BackendListener {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedBackendListener.class);

    private final BackendListener listener;

    GuardedBackendListener(BackendListener listener) {
        this.listener = listener;
    }

    @Override
    public void stateChanged(Backend backend, BackendState before, BackendState after) {
        guarded(() -> listener.stateChanged(backend, before, after));
    }

    @Override
    public void loadRead(Backend backend, LoadSample sample) {
        guarded(() -> listener.loadRead(backend, sample));
    }

    @Override
    public void failed(Backend backend, BackendFailure failure) {
        guarded(() -> listener.failed(backend, failure));
    }

    @Override
    public void refused(Backend backend) {
        guarded(() -> listener.refused(backend));
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException foreign) {
            LOG.atWarn().setCause(foreign).log("backend listener failed");
        }
    }
}
