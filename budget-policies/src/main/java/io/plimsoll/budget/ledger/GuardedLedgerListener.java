package io.plimsoll.budget.ledger;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a listener's failures from its caller: a meter that throws must not cost a client its answer, nor a pool the
 * blocks of a reservation that nobody got to hold.
 */
final class GuardedLedgerListener {

    private static final Logger LOGGER = LoggerFactory.getLogger(GuardedLedgerListener.class);

    private final LedgerListener listener;

    GuardedLedgerListener(LedgerListener listener) {
        this.listener = listener;
    }

    void tell(List<Consumer<LedgerListener>> events) {
        for (var event : events) {
            try {
                event.accept(listener);
            } catch (RuntimeException failure) {
                LOGGER.atWarn()
                        .addKeyValue("listener", listener.getClass().getName())
                        .setCause(failure)
                        .log("ledger listener failed");
            }
        }
    }
}
