package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.Backend;
import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.ledger.KvDemand;
import io.plimsoll.budget.ledger.KvLedger;
import io.plimsoll.budget.ledger.Reservation;
import io.plimsoll.budget.ledger.SharedPrefix;
import java.util.Optional;

/**
 * A request's place at one backend: it is counted among those that are there, and KV blocks are promised to it. The only
 * class that writes the ledger. It ends once, with {@link #settle} or {@link #release}; later calls do nothing. Thread-safe.
 */
final class Berth {

    private final Backend backend;
    private final Backend.InFlight place;
    private final Reservation reservation;

    /**
     * The size of a request.
     *
     * @param promptTokens tokens of the prompt as it is sent
     * @param outputTokens tokens that the answer may have
     * @param prefix system text and tools, which other lanes may share
     * @param repeatedTokens leading tokens that the lane's previous request had as well
     */
    record Demand(int promptTokens, int outputTokens, SharedPrefix prefix, int repeatedTokens) {

        /** A request of which nothing is known. */
        static final Demand UNKNOWN = new Demand(0, 0, SharedPrefix.NONE, 0);

        private KvDemand at(Backend backend, LaneKey lane) {
            return new KvDemand(backend.name(), lane, promptTokens, outputTokens, prefix);
        }
    }

    private Berth(Backend backend, Backend.InFlight place, Reservation reservation) {
        this.backend = backend;
        this.place = place;
        this.reservation = reservation;
    }

    /** A place whatever the pool holds: what does not fit waits there. Empty if the backend takes no more requests. */
    static Optional<Berth> take(KvLedger ledger, Backend backend, LaneKey lane, Demand demand) {
        var kv = demand.at(backend, lane);
        return backend.tryEnter()
                .map(place -> new Berth(backend, place, ledger.tryReserve(kv).orElseGet(() -> ledger.reserve(kv))));
    }

    /** A place only where the pool has room beside the requests that run there. */
    static Optional<Berth> takeIfRoomy(KvLedger ledger, Backend backend, LaneKey lane, Demand demand) {
        Optional<Backend.InFlight> entered = backend.tryEnter();
        if (entered.isEmpty()) {
            return Optional.empty();
        }
        Optional<Berth> berth = ledger.tryReserve(demand.at(backend, lane))
                .map(reservation -> new Berth(backend, entered.get(), reservation));
        if (berth.isEmpty()) {
            entered.get().close();
        }
        return berth;
    }

    Backend backend() {
        return backend;
    }

    /** The request ended well, and the lane rests with what it holds now. A backend may report any number of tokens. */
    void settle(long promptTokens, long outputTokens) {
        reservation.settle(tokens(promptTokens), tokens(outputTokens));
        place.close();
    }

    /** The request came to nothing. */
    void release() {
        reservation.release();
        place.close();
    }

    /** The ledger takes what a sequence can have. */
    private static int tokens(long reported) {
        return (int) Math.clamp(reported, 0, Integer.MAX_VALUE / 4);
    }
}
