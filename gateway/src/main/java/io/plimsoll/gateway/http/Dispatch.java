package io.plimsoll.gateway.http;

import java.util.List;
import java.util.Optional;

/** Names the upstream of each attempt of one exchange. Created per request; called on its event loop. */
public interface Dispatch {

    /**
     * The upstream to try next. Asked before the first attempt, and again after an attempt that failed before any byte of its
     * answer was relayed and that may be repeated, at most {@link EdgeOptions#maxRetries()} times.
     *
     * @param failed the attempts so far, oldest first
     * @return empty to give up: the last upstream's answer then passes through, or the client gets {@link
     *     ExchangePlanner#failure} where there is none
     */
    Optional<Upstream> next(List<Attempt> failed);
}
