package io.plimsoll.gateway.session;

import io.plimsoll.budget.LaneKey;
import java.util.Optional;

/** The backends that know the lanes' prefixes. Thread-safe. */
public interface LaneHomes {

    /** Knows of none. */
    LaneHomes NONE = new LaneHomes() {

        @Override
        public Optional<String> homeOf(LaneKey lane) {
            return Optional.empty();
        }

        @Override
        public void returned(LaneKey lane, String backend) {
            // nobody asks
        }
    };

    /** The name of the backend that ran the lane's last turn. */
    Optional<String> homeOf(LaneKey lane);

    /** The lane ran there, as an earlier process wrote down; a name that no backend has any more means nothing. */
    void returned(LaneKey lane, String backend);
}
